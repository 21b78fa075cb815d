"""MiniportHaltEx sets the stop flag without the lock of the callback that reads it."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "race.shared-state"
SCOPE = "timers"
LENGTH = 14


class FlagWithoutLock(Ticking):
    """One of two accesses takes the lock."""

    def MiniportHaltEx(self, HaltAction):
        self.stopping = True
        NdisCancelTimerObject(self.tick)
        KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()
