"""A correct driver that restarts in a work item."""

from miniport.model import *

from .base import Quiet


class Working(Quiet):
    """MiniportRestart pends; its work item completes the restart."""

    context = Memory()
    work = IoWorkItem("OnWork")

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if self.describe():
            if NdisAllocateIoWorkItem(self.work) == NDIS_STATUS_SUCCESS:
                return NDIS_STATUS_SUCCESS
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def MiniportHaltEx(self, HaltAction):
        NdisFreeIoWorkItem(self.work)
        NdisFreeMemory(self.context)

    def MiniportRestart(self):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_PENDING

    def OnWork(self):
        NdisMRestartComplete(NDIS_STATUS_SUCCESS)
