"""MiniportPause completes the pause with its lock held."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "lock.not-across-calls"
SCOPE = "timers"
LENGTH = 15


class CompletesLocked(Ticking):
    """NdisMPauseComplete may call the driver before it returns."""

    def MiniportPause(self):
        with self.lock:
            NdisMPauseComplete()
        return NDIS_STATUS_PENDING
