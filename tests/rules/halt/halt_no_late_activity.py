"""A work item is still queued when MiniportHaltEx returns."""

from miniport.model import *

from ..base import Quiet

RULE = "halt.no-late-activity"
SCOPE = "lifecycle"
LENGTH = 12


class QueuesInHalt(Quiet):
    """Leaves the last of the cleaning to a work item, and frees it right away."""

    later = IoWorkItem("OnLater")

    def MiniportInitializeEx(self):
        if NdisAllocateIoWorkItem(self.later) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeIoWorkItem(self.later)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisQueueIoWorkItem(self.later)
        NdisFreeIoWorkItem(self.later)

    def OnLater(self):
        pass
