"""A status as a condition."""

from miniport.model import *


class Wrong(Miniport):
    context = Memory()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context):
            return NDIS_STATUS_RESOURCES
        return NDIS_STATUS_SUCCESS
