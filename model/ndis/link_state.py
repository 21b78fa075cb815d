"""The link state as the driver has reported it.

Facts: the link state of the general attributes stands until the driver indicates another; unknown
counts as disconnected [net: indicating-connection-status.md].
"""

from __future__ import annotations

from ..language import Enum, Object, atomic, auto


class NET_IF_MEDIA_CONNECT_STATE(Enum):
    """The MediaConnectState of the general attributes."""

    MediaConnectStateUnknown = auto()
    MediaConnectStateConnected = auto()
    MediaConnectStateDisconnected = auto()


MediaConnectStateUnknown = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateUnknown
MediaConnectStateConnected = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateConnected
MediaConnectStateDisconnected = NET_IF_MEDIA_CONNECT_STATE.MediaConnectStateDisconnected


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
