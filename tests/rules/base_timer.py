"""A correct driver with a timer that sets itself again, and the order in which it stops it."""

from miniport.model import *

from .base import Quiet


class Ticking(Quiet):
    """The timer ticks from MiniportInitializeEx to MiniportHaltEx."""

    context = Memory()
    lock = SpinLock()
    tick = TimerObject("OnTick")

    stopping: bool = False

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.describe():
            if NdisAllocateTimerObject(self.tick) == NDIS_STATUS_SUCCESS:
                NdisSetTimerObject(self.tick)
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        NdisCancelTimerObject(self.tick)
        KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        with self.lock:
            if not self.stopping:
                NdisSetTimerObject(self.tick)
