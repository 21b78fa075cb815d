"""A block that comes when MiniportHaltEx already waits for it is kept."""

from miniport.model import *

from ..base_growing import Growing

RULE = "dma.shm-freed-exact"
SCOPE = "lifecycle"
LENGTH = 26
BECAUSE = "A block that is kept is a leak, and it is there when DMA is given back, out of order."


class KeepsLateBlock(Growing):
    """Looks whether there is a block before it waits for one."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            filled = self.filled
        self.wait()
        if filled:
            NdisMFreeSharedMemory(self.block)
        NdisMDeregisterScatterGatherDma(self.dma)
        self.free()
