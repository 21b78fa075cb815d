"""MiniportHaltEx masks one message and forgets the other."""

from miniport.model import *

from ..base_messages import Signaled

RULE = "intr.masked-before-deregister"
SCOPE = "msi"
LENGTH = 22


class MasksOne(Signaled):
    """The device may send a message that nobody serves."""

    def stop(self):
        with self.lock:
            self.stopping = True
            HwDisableInterrupts()
            HwMaskMessage(self.vectors.first)
        HwStop()
