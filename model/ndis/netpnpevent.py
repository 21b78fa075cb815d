"""NdisMNetPnPEvent: the driver tells those above of an event and waits for them.

Facts: PASSIVE_LEVEL; the protocols finish their OID requests inside it, so it must not be called
from MiniportOidRequest or while a regular request is pended
[ddi: nf-ndis-ndismnetpnpevent.md]; port events can fail [net: activating-an-ndis-port.md].
"""

from __future__ import annotations

from ..language import atomic, event, wait_until
from .ddi import called, fails, may_call_back
from .oid import oid_outstanding
from .status import NDIS_STATUS_INVALID_PORT_STATE, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


@event
def net_pnp_event_called():
    """The driver calls NdisMNetPnPEvent."""


def NdisMNetPnPEvent():
    """Tell those above; returns when they have finished their requests to this adapter."""
    with atomic():
        called(PASSIVE_LEVEL)
        may_call_back()
        net_pnp_event_called()
    with atomic():
        wait_until(not oid_outstanding())
        failed = fails()
    if failed:
        return NDIS_STATUS_INVALID_PORT_STATE
    return NDIS_STATUS_SUCCESS
