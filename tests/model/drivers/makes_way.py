"""A driver whose DPC leaves its work to a work item when the DPC watchdog is near its limit."""

from miniport.model import *

from ...rules.base_workitem import Working


class MakesWay(Working):
    """MiniportHaltEx waits for the DPC; nobody waits for the work item, which is queued so
    seldom."""

    dpc = Kdpc("OnDpc")

    def MiniportRestart(self):
        KeInsertQueueDpc(self.dpc)
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        KeFlushQueuedDpcs()
        super().MiniportHaltEx(HaltAction)

    def OnDpc(self):
        if KeQueryDpcWatchdogInformation():
            NdisQueueIoWorkItem(self.work)

    def OnWork(self):
        NdisMSleep()
