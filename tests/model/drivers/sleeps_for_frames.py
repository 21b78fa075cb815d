"""A driver whose DPC sleeps when a frame has arrived."""

from miniport.model import *

from ...rules.base_interrupt import Interrupting


class SleepsForFrames(Interrupting):
    """Its device receives nothing, it is told."""

    def MiniportInterruptDPC(self):
        if HwReceive():
            NdisMSleep()
        super().MiniportInterruptDPC()
