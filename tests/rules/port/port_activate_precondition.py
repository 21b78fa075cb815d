"""Two ports are activated in one call, the second whether it could be allocated or not."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.activate-precondition"
SCOPE = "lifecycle"
LENGTH = 9


class ListsBoth(Porting):
    """If one port of the list is not allocated neither becomes active."""

    spare = Port()

    def activate(self):
        spare = NdisMAllocatePort(self.spare)
        status = NdisMNetPnPEvent(
            NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port, self.spare)
        )
        if status != NDIS_STATUS_SUCCESS and spare == NDIS_STATUS_SUCCESS:
            NdisMFreePort(self.spare)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisMNetPnPEvent(
            NET_PNP_EVENT_CODE.NetEventPortDeactivation, (self.port, self.spare)
        )
        NdisMFreePort(self.spare)
        NdisMFreePort(self.port)
