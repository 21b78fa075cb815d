"""A driver that tries again when the second attempt must succeed."""

from miniport.model import *

from ...rules.base import Quiet


class SurvivesOneFailure(Quiet):
    """Reports the result of the first attempt only."""

    first = Memory()
    second = Memory()

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if NdisAllocateMemoryWithTagPriority(self.first) != NDIS_STATUS_SUCCESS:
            NdisAllocateMemoryWithTagPriority(self.second)
            NdisFreeMemory(self.second)
            return NDIS_STATUS_RESOURCES
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        NdisFreeMemory(self.first)
