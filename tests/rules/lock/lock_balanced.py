"""The callback returns with its lock when there is nothing to do."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "lock.balanced"
SCOPE = "timers"
LENGTH = 16


class KeepsLock(Ticking):
    """One path without NdisReleaseSpinLock."""

    def OnTick(self):
        NdisAcquireSpinLock(self.lock)
        if self.stopping:
            return
        NdisSetTimerObject(self.tick)
        NdisReleaseSpinLock(self.lock)
