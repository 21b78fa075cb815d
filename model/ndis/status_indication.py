"""Status indications.

Facts: they report what has changed [net: indicating-connection-status.md].  NDIS, not the driver,
indicates the start and the end of a reset [net: ndis-status-reset-start.md].  A status that
names no port is one of the adapter [net: default-ndis-port.md].
"""

from __future__ import annotations

from ..language import Enum, atomic, auto, event
from .ddi import called, may_call_back
from .link_state import (
    MediaConnectStateConnected,
    MediaConnectStateDisconnected,
    MediaConnectStateUnknown,
    report_link,
)
from .port_state import port_indicated
from .status import DISPATCH_LEVEL


class NDIS_STATUS_CODE(Enum):
    """What NdisMIndicateStatusEx reports; the link state is part of its code."""

    LINK_STATE_UP = auto()
    LINK_STATE_DOWN = auto()
    LINK_STATE_UNKNOWN = auto()
    RESET_START = auto()
    RESET_END = auto()
    PORT_STATE = auto()                    # of the port it names
    RECEIVE_QUEUE_STATE = auto()           # DMA to a VM queue has stopped


@event
def status_indicated(code):
    """The driver calls NdisMIndicateStatusEx."""


@event
def link_indicated():
    """The driver indicates a link state."""


@atomic
def NdisMIndicateStatusEx(StatusCode, PortNumber=0):
    """The driver reports a status to everyone above: of a port, or (0) of the adapter."""
    called(DISPATCH_LEVEL)
    may_call_back()
    status_indicated(StatusCode)
    if PortNumber != 0:
        port_indicated(PortNumber)
    elif StatusCode == NDIS_STATUS_CODE.LINK_STATE_UNKNOWN:
        link_indicated()
        report_link(MediaConnectStateUnknown)
    elif StatusCode == NDIS_STATUS_CODE.LINK_STATE_UP:
        link_indicated()
        report_link(MediaConnectStateConnected)
    elif StatusCode == NDIS_STATUS_CODE.LINK_STATE_DOWN:
        link_indicated()
        report_link(MediaConnectStateDisconnected)
