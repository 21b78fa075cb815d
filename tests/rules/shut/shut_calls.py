"""MiniportShutdownEx sets an event in a bug check."""

from miniport.model import *

from ..base import Quiet

RULE = "shut.calls"
SCOPE = "shutdown"
LENGTH = 9


class Signals(Quiet):
    """Makes a call that is not allowed at any IRQL, whatever the action."""

    stopped = NdisEvent()

    def MiniportShutdownEx(self, ShutdownAction):
        NdisSetEvent(self.stopped)
