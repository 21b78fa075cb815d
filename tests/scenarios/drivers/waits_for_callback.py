"""A driver whose MiniportHaltEx waits for the callback, whether one is to come or not."""

from miniport.model import *

from ...rules.base_timer import Ticking


class WaitsForCallback(Ticking):
    """The callback sets an event and ends the ticking."""

    ticked = NdisEvent()

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.tick)
        NdisWaitEvent(self.ticked)
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        NdisSetEvent(self.ticked)
