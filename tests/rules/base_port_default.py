"""A correct driver that controls its default port."""

from miniport.model import *

from .base import Quiet


class Controlling(Quiet):
    """Nobody is bound to the adapter but between MiniportInitializeEx and MiniportHaltEx."""

    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = True

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (DEFAULT_PORT,))

    def MiniportHaltEx(self, HaltAction):
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (DEFAULT_PORT,))
