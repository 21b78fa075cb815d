"""DMA is registered before the I/O range."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "init.resource-order"
SCOPE = "lifecycle"
LENGTH = 12


class DmaFirst(Claiming):
    """Acquires the same things in another order."""

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if self.describe():
            if self.prepare_ring():
                if NdisMRegisterIoPortRange(self.ports) == NDIS_STATUS_SUCCESS:
                    return NDIS_STATUS_SUCCESS
                NdisMFreeSharedMemory(self.ring)
                NdisMDeregisterScatterGatherDma(self.dma)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE
