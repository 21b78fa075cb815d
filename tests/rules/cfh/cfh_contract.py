"""MiniportCheckForHangEx remembers in the adapter context that it was called."""

from miniport.model import *

from ..base_polling import Flow
from ..base_reset import Resetting

RULE = "cfh.contract"
SCOPE = "reset"
LENGTH = 9


class Remembers(Resetting):
    """Every second call asks for a reset."""

    asked: bool = False

    def MiniportCheckForHangEx(self):
        with self.lock:
            self.asked = not self.asked
            hung = self.asked and self.flow == Flow.RUNNING
        return hung
