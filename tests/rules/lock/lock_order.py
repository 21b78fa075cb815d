"""Two locks, taken in one order by the callback and in the other by MiniportHaltEx."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "lock.order"
SCOPE = "timers"
LENGTH = 19


class TwoOrders(Ticking):
    """Each waits for the lock that the other holds."""

    device_lock = SpinLock()

    def describe(self):
        NdisAllocateSpinLock(self.device_lock)
        return super().describe()

    def free(self):
        NdisFreeSpinLock(self.device_lock)
        super().free()

    def MiniportHaltEx(self, HaltAction):
        with self.device_lock:
            with self.lock:
                self.stopping = True
        NdisCancelTimerObject(self.tick)
        KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        with self.lock:
            with self.device_lock:
                if not self.stopping:
                    NdisSetTimerObject(self.tick)
