"""A correct driver with a poll timer that stands for its interrupts, and a pause that waits."""

from miniport.model import *

from .base import Quiet


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
    RUNNING = auto()
    PAUSING = auto()


class Polling(Quiet):
    """OnPoll is called from MiniportInitializeEx to MiniportHaltEx; ``busy`` holds up a pause."""

    context = Memory()
    lock = SpinLock()
    poll = TimerObject("OnPoll", periodic=True)

    flow: Flow = Flow.PAUSED
    busy: Count = 0

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.describe():
            if NdisAllocateTimerObject(self.poll) == NDIS_STATUS_SUCCESS:
                NdisSetTimerObject(self.poll)
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.poll)
        NdisFreeTimerObject(self.poll)
        self.free()

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RUNNING
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
            drained = self.drained()
        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING

    def drained(self):
        """Whether the caller has to complete the pause.  (Lock held.)"""
        if self.flow == Flow.PAUSING and self.busy == 0:
            self.flow = Flow.PAUSED
            return True
        return False

    def ended(self):
        """One thing that holds up a pause is over."""
        with self.lock:
            self.busy -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()

    def OnPoll(self):
        pass
