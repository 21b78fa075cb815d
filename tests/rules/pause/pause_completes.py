"""A pause waits for a send, and nobody completes it."""

from miniport.model import *

from ..base_send import Queueing

RULE = "pause.completes"
SCOPE = "send"
LENGTH = 19


class Forgets(Queueing):
    """The last send counts itself down, and does not look at the pause."""

    def ended(self):
        with self.lock:
            self.busy -= 1
