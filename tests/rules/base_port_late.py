"""A correct driver that controls its default port: it is active while the adapter runs."""

from miniport.model import *

from .base import Quiet


class BindingLate(Quiet):
    """Nobody is bound to the adapter before it restarts, nor after it has paused."""

    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = True

    def MiniportRestart(self):
        return NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (DEFAULT_PORT,))

    def MiniportPause(self):
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (DEFAULT_PORT,))
        return NDIS_STATUS_SUCCESS
