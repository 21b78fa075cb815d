"""A failed allocation of driver memory goes unnoticed."""

from miniport.model import *

from ..base import Quiet

RULE = "mem.failure-checked"
SCOPE = "lifecycle"
LENGTH = 6


class Unchecked(Quiet):
    """Clears the buffer whether there is one or not."""

    buffer = Memory()

    def MiniportInitializeEx(self):
        NdisAllocateMemoryWithTagPriority(self.buffer)
        NdisZeroMemory(self.buffer)
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.buffer)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisFreeMemory(self.buffer)
