"""MiniportHaltEx relies on the stop flag alone: the timer stays set."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.halt-cancels"
SCOPE = "timers"
LENGTH = 18
BECAUSE = "A timer that is not cancelled is not freed either, and its callback finds nothing."


class NeverCancels(Ticking):
    """Neither cancels nor frees the timer."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        KeFlushQueuedDpcs()
        self.free()
