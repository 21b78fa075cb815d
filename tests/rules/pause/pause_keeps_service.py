"""The ring is freed in MiniportPause, not in MiniportHaltEx."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "pause.keeps-service"
SCOPE = "lifecycle"
LENGTH = 17
BECAUSE = (
    "What a pause frees is not freed in order, and is gone before the next pause or"
    " failure frees it."
)


class Thrifty(Claiming):
    """Believes that every pause is the last."""

    def MiniportPause(self):
        NdisMFreeSharedMemory(self.ring)
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
