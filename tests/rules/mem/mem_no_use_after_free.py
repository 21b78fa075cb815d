"""MiniportHaltEx writes to the context it has just freed."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "mem.no-use-after-free"
SCOPE = "lifecycle"
LENGTH = 19


class TooLate(Claiming):
    """Notes that it has halted, in the wrong place."""

    halted: bool = False

    def MiniportHaltEx(self, HaltAction):
        super().MiniportHaltEx(HaltAction)
        self.halted = True
