"""Protocols bind to an adapter whose default port is not active."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.port:bound"
RULE = "port.ndis-guarantees"
SCOPE = "port-requests"
LENGTH = 8


def bound():
    """Does not wait for the default port."""
    return True


class Driver(Quiet):
    """A driver that relies on it, and activates its default port when it restarts."""

    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = True

    def MiniportRestart(self):
        return NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (DEFAULT_PORT,))

    def MiniportPause(self):
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (DEFAULT_PORT,))
        return NDIS_STATUS_SUCCESS
