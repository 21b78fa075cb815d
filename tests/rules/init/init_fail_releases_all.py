"""A failing MiniportInitializeEx keeps its memory."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "init.fail-releases-all"
SCOPE = "lifecycle"
LENGTH = 7


class KeepsMemory(Claiming):
    """Undoes only the claims when a later step fails."""

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if self.describe():
            if NdisMRegisterIoPortRange(self.ports) == NDIS_STATUS_SUCCESS:
                if self.prepare_ring():
                    return NDIS_STATUS_SUCCESS
                NdisMDeregisterIoPortRange(self.ports)
        return NDIS_STATUS_FAILURE
