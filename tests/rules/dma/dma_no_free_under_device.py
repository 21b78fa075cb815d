"""The ring is freed while the device still fetches descriptors from it."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "dma.no-free-under-device"
SCOPE = "lifecycle"
LENGTH = 17


class StopsLate(Claiming):
    """Stops the device when the ring is gone."""

    def prepare_ring(self):
        if not super().prepare_ring():
            return False
        HwSetRing(self.ring)
        HwStart()
        return True

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        HwReset()
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
