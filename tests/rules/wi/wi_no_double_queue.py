"""MiniportPause queues the work item that MiniportRestart has queued."""

from miniport.model import *

from ..base_workitem import Working

RULE = "wi.no-double-queue"
SCOPE = "lifecycle"
LENGTH = 14


class QueuesTwice(Working):
    """Two reasons, one work item, no bookkeeping."""

    def MiniportRestart(self):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_SUCCESS

    def OnWork(self):
        NdisMSleep()
