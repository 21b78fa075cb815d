"""NdisMNetPnPEvent: the driver tells those above of an event and waits for them.

Facts: PASSIVE_LEVEL; the protocols finish their OID requests inside it, so it must not be called
from MiniportOidRequest or while a regular request is pended
[ddi: nf-ndis-ndismnetpnpevent.md]; port events can fail [net: activating-an-ndis-port.md].

``NdisMNetPnPEvent(code, (port, port))`` activates or deactivates ports (``port_event.py``);
with a code only it is about pauses (``pause_event.py``); without arguments it stands for any event
that names no port.
"""

from __future__ import annotations

from ..language import atomic, event, maybe, wait_until
from .ddi import called, fails, may_call_back
from .oid import oid_outstanding
from .pause_event import allow_start, end_require_pause, require_pause
from .port_event import NET_PNP_EVENT_CODE, begin_port_event, end_port_event
from .status import NDIS_STATUS_INVALID_PORT_STATE, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


@event
def net_pnp_event_called():
    """The driver calls NdisMNetPnPEvent."""


@atomic
def begin_event(code, ports):
    """The event reaches NDIS; what is known of its result."""
    if len(ports) > 0:
        return begin_port_event(code, ports)
    if code == NET_PNP_EVENT_CODE.NetEventRequirePause:
        require_pause()
    elif code == NET_PNP_EVENT_CODE.NetEventAllowStart:
        allow_start()
    return NDIS_STATUS_SUCCESS


@atomic
def comes_behind(ports):
    """Whether those above make requests while they handle the event: these come one by one."""
    return len(ports) == 0 or maybe()


@atomic
def end_event(code, ports, status, behind):
    """The event has been handled; whether it has failed."""
    if len(ports) == 0:
        wait_until(not oid_outstanding())
        if code == NET_PNP_EVENT_CODE.NetEventRequirePause:
            end_require_pause()
            return False
        return code == NET_PNP_EVENT_CODE.NetEventMaximum and fails()
    if status == NDIS_STATUS_SUCCESS:
        end_port_event(code, ports, behind)
    return status != NDIS_STATUS_SUCCESS


def NdisMNetPnPEvent(NetEvent=NET_PNP_EVENT_CODE.NetEventMaximum, ports=()):
    """Tell those above; returns when they have finished their requests to this adapter."""
    with atomic():
        called(PASSIVE_LEVEL)
        may_call_back()
        net_pnp_event_called()
        status = begin_event(NetEvent, ports)
        behind = comes_behind(ports)
    with atomic():
        failed = end_event(NetEvent, ports, status, behind)
    if failed:
        return NDIS_STATUS_INVALID_PORT_STATE if len(ports) == 0 else status
    return NDIS_STATUS_SUCCESS
