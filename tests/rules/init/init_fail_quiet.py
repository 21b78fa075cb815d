"""A work item is still queued when MiniportInitializeEx fails."""

from miniport.model import *

from ..base import Quiet

RULE = "init.fail-quiet"
SCOPE = "lifecycle"
LENGTH = 9
BECAUSE = "MiniportHaltEx frees the item in the same way, which is the same mistake a life later."


class QueuesTooEarly(Quiet):
    """Queues the work item before the last step that can fail, and just frees it then."""

    later = IoWorkItem("OnLater")

    def MiniportInitializeEx(self):
        if NdisAllocateIoWorkItem(self.later) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisQueueIoWorkItem(self.later)
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeIoWorkItem(self.later)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisFreeIoWorkItem(self.later)

    def OnLater(self):
        pass
