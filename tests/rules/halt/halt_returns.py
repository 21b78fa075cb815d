"""MiniportHaltEx waits for an event that nobody sets."""

from miniport.model import *

from ..base import Quiet

RULE = "halt.returns"
SCOPE = "lifecycle"
LENGTH = 8


class WaitsForNothing(Quiet):
    """The event was meant to be set by a part of the driver that is not there."""

    done = NdisEvent()

    def MiniportHaltEx(self, HaltAction):
        NdisInitializeEvent(self.done)
        NdisWaitEvent(self.done)
