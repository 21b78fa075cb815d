"""Status indications, and the link state the driver has reported.

Facts: the link state of the general attributes stands until the driver indicates another; unknown
counts as disconnected [net: indicating-connection-status.md].  NDIS, not the driver, indicates the
start and the end of a reset [net: ndis-status-reset-start.md].  A status that names no port is one
of the adapter [net: default-ndis-port.md].
"""

from __future__ import annotations

from ..language import Enum, Object, atomic, auto, event
from .ddi import called, may_call_back
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


class NET_IF_MEDIA_CONNECT_STATE(Enum):
    """The MediaConnectState of the general attributes."""

    MediaConnectStateUnknown = auto()
    MediaConnectStateConnected = auto()
    MediaConnectStateDisconnected = auto()


MediaConnectStateUnknown = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateUnknown
MediaConnectStateConnected = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateConnected
MediaConnectStateDisconnected = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateDisconnected


@event
def status_indicated(code):
    """The driver calls NdisMIndicateStatusEx."""


@event
def link_indicated():
    """The driver indicates a link state."""


class Link(Object):
    """The link as the driver has reported it."""

    known: bool = True                     # not MediaConnectStateUnknown
    connected: bool = True                 # as it was last when it was known


link = Link()


@atomic
def forget_link():
    """The adapter is halted; the next life begins with the link state of its attributes."""
    link.known = True
    link.connected = True


@atomic
def report_link(state):
    """The link state that NDIS has from the driver."""
    link.known = state != MediaConnectStateUnknown
    if link.known:
        link.connected = state == MediaConnectStateConnected


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
