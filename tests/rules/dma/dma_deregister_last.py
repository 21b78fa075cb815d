"""DMA is deregistered before the ring is freed."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "dma.deregister-last"
SCOPE = "lifecycle"
LENGTH = 15


class DmaFirst(Claiming):
    """Releases in the order in which it acquired."""

    def MiniportHaltEx(self, HaltAction):
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
