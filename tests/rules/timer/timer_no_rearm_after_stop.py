"""The callback tests the stop flag and sets the timer without a lock over both."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.no-rearm-after-stop"
SCOPE = "timers"
LENGTH = 18


class RearmsLate(Ticking):
    """MiniportHaltEx cancels between the test and the setting."""

    def OnTick(self):
        with self.lock:
            again = not self.stopping
        if again:
            NdisSetTimerObject(self.tick)
