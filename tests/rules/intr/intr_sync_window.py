"""MiniportHaltEx stops the device, synchronized with the ISR, after it has deregistered."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.sync-window"
SCOPE = "interrupts"
LENGTH = 18


class StopsTooLate(Interrupting):
    """NdisMSynchronizeWithInterruptEx without an interrupt."""

    def MiniportHaltEx(self, HaltAction):
        NdisMDeregisterInterruptEx(self.interrupt)
        self.stop()
        NdisMDeregisterIoPortRange(self.ports)
        self.free()
