"""MiniportHaltEx forgets the I/O range."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "halt.no-leak"
SCOPE = "lifecycle"
LENGTH = 18


class KeepsPorts(Claiming):
    """Releases everything else."""

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisFreeMemory(self.context)
