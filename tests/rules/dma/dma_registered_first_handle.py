"""The ring is allocated before DMA is registered."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "dma.registered-first"
SCOPE = "lifecycle"
LENGTH = 11


class RingFirst(Claiming):
    """Registers DMA when it has the ring."""

    def prepare_ring(self):
        if NdisMAllocateSharedMemory(self.ring) != NDIS_STATUS_SUCCESS:
            return False
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            NdisMFreeSharedMemory(self.ring)
            return False
        return True

    def MiniportHaltEx(self, HaltAction):
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
