"""A driver with a periodic timer, cancelled by MiniportHaltEx with a lock held."""

from miniport.model import *

from ...rules.base_timer import Ticking


class Periodic(Ticking):
    """The callback takes the same lock."""

    tick = TimerObject("OnTick", periodic=True)

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            NdisCancelTimerObject(self.tick)
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        NdisStallExecution()
        with self.lock:
            self.stopping = False
