"""MiniportHaltEx resets the device after it has given the I/O range back."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "io.range-released"
SCOPE = "lifecycle"
LENGTH = 19


class ResetsLate(Claiming):
    """The reset is its last act."""

    def MiniportHaltEx(self, HaltAction):
        super().MiniportHaltEx(HaltAction)
        HwReset()
