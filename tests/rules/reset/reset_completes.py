"""A reset is pended while sends are out, and nobody completes it."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.completes"
SCOPE = "reset"
LENGTH = 26


class Forgets(Resetting):
    """Who completes the last send looks at the pause only."""

    def ended(self):
        with self.lock:
            self.busy -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()
