"""The DPC takes the frames, and leaves the interrupts masked."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.reenabled"
SCOPE = "interrupts"
LENGTH = 25


class ForgetsToUnmask(Interrupting):
    """The next frame arrives, and nobody comes for it."""

    def MiniportInterruptDPC(self):
        while HwReceive():
            pass
