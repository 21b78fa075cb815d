"""MiniportHaltEx waits for the callback only if the cancel failed.  A callback that has set the
timer again is still running when the cancel succeeds."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.halt-waits-callback"
SCOPE = "timers"
LENGTH = 22


class TrustsCancel(Ticking):
    """TRUE from NdisCancelTimerObject is taken for: no callback is running."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        if not NdisCancelTimerObject(self.tick):
            KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()
