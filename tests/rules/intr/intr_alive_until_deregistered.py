"""MiniportHaltEx gives the I/O range back before the interrupt."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.alive-until-deregistered"
SCOPE = "interrupts"
LENGTH = 26
BECAUSE = (
    "A range that is given back too early is also given back out of order, and used"
    " after it."
)


class ReleasesRangeFirst(Interrupting):
    """A DPC on another processor still looks at the device."""

    def MiniportHaltEx(self, HaltAction):
        self.stop()
        NdisMDeregisterIoPortRange(self.ports)
        NdisMDeregisterInterruptEx(self.interrupt)
        self.free()
