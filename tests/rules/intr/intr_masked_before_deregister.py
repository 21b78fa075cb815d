"""MiniportHaltEx does not disable the interrupts of the device before it deregisters."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.masked-before-deregister"
SCOPE = "interrupts"
LENGTH = 17


class NeverMasks(Interrupting):
    """The device may assert a line that nobody serves."""

    def stop(self):
        HwStop()
