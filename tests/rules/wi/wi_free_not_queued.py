"""MiniportInitializeEx queues a work item, MiniportHaltEx does not wait for it."""

from miniport.model import *

from ..base_workitem import Working

RULE = "wi.free-not-queued"
SCOPE = "lifecycle"
LENGTH = 12


class FreesQueuedItem(Working):
    """What is left of the initialization is done later."""

    def MiniportInitializeEx(self):
        status = super().MiniportInitializeEx()
        if status == NDIS_STATUS_SUCCESS:
            NdisQueueIoWorkItem(self.work)
        return status

    def MiniportRestart(self):
        return NDIS_STATUS_SUCCESS

    def OnWork(self):
        NdisMSleep()
