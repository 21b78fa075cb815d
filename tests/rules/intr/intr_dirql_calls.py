"""The ISR takes a spin lock."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.dirql-calls"
SCOPE = "interrupts"
LENGTH = 12


class LocksInIsr(Interrupting):
    """Its holder may be the code that the ISR has interrupted."""

    def MiniportInterrupt(self, dpc):
        with self.lock:
            mine = HwReadInterruptStatus()
        return mine
