"""MiniportHaltEx takes a cancel for the end of the callback."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.free-not-running"
SCOPE = "timers"
LENGTH = 16


class FreesUnderCallback(Ticking):
    """An expired timer is not waited for."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        NdisCancelTimerObject(self.tick)
        NdisFreeTimerObject(self.tick)
        self.free()
