"""MiniportHaltEx gives only a part of the I/O range back."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "io.range-released"
SCOPE = "lifecycle"
LENGTH = 17


class ReleasesPart(Claiming):
    """Passes the number of ports it uses, not that it has registered."""

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports, NumberOfPorts=2)
        NdisFreeMemory(self.context)
