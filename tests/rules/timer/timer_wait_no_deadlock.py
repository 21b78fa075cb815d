"""MiniportHaltEx waits for a callback that it has cancelled."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "timer.wait-no-deadlock"
SCOPE = "lifecycle"
LENGTH = 13


class WaitsForCallback(Ticking):
    """The callback sets an event and does not set the timer again."""

    ticked = NdisEvent()

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.tick)
        NdisWaitEvent(self.ticked)
        KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        NdisSetEvent(self.ticked)
