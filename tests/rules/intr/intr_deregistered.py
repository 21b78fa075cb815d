"""MiniportHaltEx leaves the interrupt registered."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.deregistered"
SCOPE = "interrupts"
LENGTH = 21
BECAUSE = (
    "What stays registered is not given back, and goes on calling a driver whose"
    " context is gone."
)


class KeepsInterrupt(Interrupting):
    """The device is silent, the interrupt is still connected."""

    def MiniportHaltEx(self, HaltAction):
        self.stop()
        NdisMDeregisterIoPortRange(self.ports)
        self.free()
