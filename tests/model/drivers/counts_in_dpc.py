"""A driver whose DPC has a field to itself, as long as one processor runs it."""

from miniport.model import *

from ...rules.base_interrupt import Interrupting


class CountsInDpc(Interrupting):
    """The next DPC may start before this one has ended."""

    odd: bool = False

    def MiniportInterrupt(self, dpc):
        if not HwReadInterruptStatus():
            return False
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        self.odd = not self.odd
        super().MiniportInterruptDPC()
