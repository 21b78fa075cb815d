"""The adapter context is freed at the end of MiniportInitializeEx, not in MiniportHaltEx."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "init.context-lifetime"
SCOPE = "lifecycle"
LENGTH = 15


class FreesContext(Claiming):
    """Takes the context for a temporary buffer."""

    def MiniportInitializeEx(self):
        status = super().MiniportInitializeEx()
        if status == NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports)
