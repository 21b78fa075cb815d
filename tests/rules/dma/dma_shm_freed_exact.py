"""MiniportHaltEx frees only the part of the ring that it remembers."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "dma.shm-freed-exact"
SCOPE = "lifecycle"
LENGTH = 15


class FreesPart(Claiming):
    """Passes the length of the descriptors, not that of the block."""

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring, Length=2)
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
