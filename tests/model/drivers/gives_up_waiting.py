"""A driver that waits in MiniportHaltEx for its read, but not longer than a second."""

from miniport.model import *

from ...rules.base_irp import Reading


class GivesUpWaiting(Reading):
    """Nobody looks whether the read has ended."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        IoCancelIrp(self.read)
        NdisWaitEvent(self.ended, 1000)
        IoFreeIrp(self.read)
        self.free()
