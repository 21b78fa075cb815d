"""A timer for every peer: any number of them, each with its own expiry, all with one callback.

    miniport check examples/drivers/many_timers.py --tokens Retry=3
    miniport prove examples/drivers/many_timers.py --scope timers
"""

from _quiet import Quiet

from miniport.model import *


class Retry(TimerObject, Token):
    """The timer of a peer."""

    callback: Final = "OnRetry"
    count: Final = 2                       # unless somebody says otherwise


class ManyTimers(Quiet):
    """Every timer is set again by its callback, until the driver stops."""

    lock = SpinLock()
    timers: Queue[Retry]
    stopping: bool = False

    def build(self):
        NdisAllocateSpinLock(self.lock)
        for timer in tokens(Retry):
            if NdisAllocateTimerObject(timer) != NDIS_STATUS_SUCCESS:
                return False
            self.timers.append(timer)
        for timer in self.timers:
            NdisSetTimerObject(timer)
        return True

    def OnRetry(self, timer):
        with self.lock:
            if not self.stopping:
                NdisSetTimerObject(timer)

    def unbuild(self):
        # The flag first, under the lock: after that no callback sets its timer again.
        with self.lock:
            self.stopping = True
        for timer in self.timers:
            NdisCancelTimerObject(timer)
        KeFlushQueuedDpcs()
        while self.timers:
            NdisFreeTimerObject(self.timers.popleft())
        NdisFreeSpinLock(self.lock)
