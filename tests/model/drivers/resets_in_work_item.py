"""A driver that resets its device in a work item, and frees it in MiniportHaltEx."""

from miniport.model import *

from ...rules.base import Quiet


class ResetsInWorkItem(Quiet):
    """A halt waits for the reset, so the work item is not queued then: so it thinks."""

    work = IoWorkItem("OnWork")

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return NdisAllocateIoWorkItem(self.work)

    def MiniportHaltEx(self, HaltAction):
        NdisFreeIoWorkItem(self.work)

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_PENDING

    def OnWork(self):
        NdisMResetComplete(NDIS_STATUS_SUCCESS, True)
