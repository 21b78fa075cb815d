"""The number of the port is noted before the result of the allocation is looked at."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.alloc-result"
SCOPE = "lifecycle"
LENGTH = 8


class NotesEarly(Porting):
    """After a failure the structure holds no number."""

    number: Range[0, 3] = 0

    def MiniportInitializeEx(self):
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        status = NdisMAllocatePort(self.port)
        self.number = self.port.PortNumber
        if status != NDIS_STATUS_SUCCESS:
            return status
        if self.activate() != NDIS_STATUS_SUCCESS:
            NdisMFreePort(self.port)
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
