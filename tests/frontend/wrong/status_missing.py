"""MiniportInitializeEx ends without a status on one way."""

from miniport.model import *


class Wrong(Miniport):
    context = Memory()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) == NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_SUCCESS
