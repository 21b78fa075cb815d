"""The default port is activated in one call with another port."""

from miniport.model import *

from ..base import Quiet

RULE = "port.activate-precondition"
SCOPE = "lifecycle"
LENGTH = 8


class ListsAll(Quiet):
    """NDIS refuses the list; nobody ever binds to this adapter."""

    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = True

    port = Port()

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if NdisMAllocatePort(self.port) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        NdisMNetPnPEvent(
            NET_PNP_EVENT_CODE.NetEventPortActivation, (DEFAULT_PORT, self.port)
        )
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        NdisMFreePort(self.port)
