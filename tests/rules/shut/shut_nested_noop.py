"""MiniportShutdownEx resets the device although MiniportHaltEx is at it."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "shut.nested-noop"
SCOPE = "shutdown"
LENGTH = 16


class AlwaysResets(Claiming):
    """Does not ask whether it is called inside MiniportHaltEx."""

    def MiniportShutdownEx(self, ShutdownAction):
        HwReset()
