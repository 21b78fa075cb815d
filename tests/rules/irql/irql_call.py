"""MiniportHaltEx cancels a periodic timer at DISPATCH_LEVEL."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "irql.call"
SCOPE = "timers"
LENGTH = 14


class CancelsRaised(Ticking):
    """The cancel of a periodic timer waits: PASSIVE_LEVEL only."""

    tick = TimerObject("OnTick", periodic=True)

    def MiniportHaltEx(self, HaltAction):
        KeRaiseIrql()
        NdisCancelTimerObject(self.tick)
        KeLowerIrql()
        NdisFreeTimerObject(self.tick)
        self.free()

    def OnTick(self):
        NdisStallExecution()
