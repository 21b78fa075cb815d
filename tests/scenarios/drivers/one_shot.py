"""A driver that sets its timer in MiniportRestart and frees it in MiniportHaltEx at once."""

from miniport.model import *

from ...rules.base_timer import Ticking


class OneShot(Ticking):
    """The callback does not set the timer again."""

    def MiniportRestart(self):
        NdisSetTimerObject(self.tick)
        NdisSetTimerObject(self.tick)
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.tick)
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        NdisStallExecution()
