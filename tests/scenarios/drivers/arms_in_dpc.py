"""A driver whose DPC sets a timer and queues a work item; MiniportHaltEx stops the timer first."""

from miniport.model import *

from ...rules.base_interrupt import Interrupting


class ArmsInDpc(Interrupting):
    """A DPC between the cancel and NdisMDeregisterInterruptEx sets the timer again."""

    tick = TimerObject("OnTick")
    work = IoWorkItem("OnWork")

    def describe(self):
        if NdisAllocateTimerObject(self.tick) != NDIS_STATUS_SUCCESS:
            return False
        if NdisAllocateIoWorkItem(self.work) != NDIS_STATUS_SUCCESS:
            NdisFreeTimerObject(self.tick)
            return False
        if super().describe():
            return True
        self.give_back()
        return False

    def give_back(self):
        """Free the timer and the work item."""
        NdisFreeIoWorkItem(self.work)
        NdisFreeTimerObject(self.tick)

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.tick)
        self.stop()
        NdisMDeregisterInterruptEx(self.interrupt)
        KeFlushQueuedDpcs()
        NdisMDeregisterIoPortRange(self.ports)
        self.give_back()
        self.free()

    def MiniportInterruptDPC(self):
        NdisSetTimerObject(self.tick)
        NdisQueueIoWorkItem(self.work)
        super().MiniportInterruptDPC()

    def OnTick(self):
        NdisStallExecution()

    def OnWork(self):
        NdisMSleep()
