"""The timer callback waits for an event."""

from miniport.model import *

from ..base_timer import Ticking

RULE = "irql.wait"
SCOPE = "timers"
LENGTH = 13


class WaitsInCallback(Ticking):
    """At DISPATCH_LEVEL nobody else gets the processor."""

    halted = NdisEvent()

    def OnTick(self):
        NdisWaitEvent(self.halted)
