"""MiniportHaltEx frees the timer without cancelling it."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.free-not-queued"
SCOPE = "timers"
LENGTH = 16
BECAUSE = (
    "A timer that is not cancelled expires after it is freed, and its callback finds"
    " nothing."
)


class FreesSetTimer(Ticking):
    """No cancel before the free."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()
