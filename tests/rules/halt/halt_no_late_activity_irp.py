"""A cancelled IRP is not yet completed when MiniportHaltEx returns."""

from miniport.model import *

from ..base_irp import Reading

RULE = "halt.no-late-activity"
SCOPE = "irps"
LENGTH = 18
BECAUSE = "The IRP's routine runs in memory that is gone, under a lock that is gone."


class DoesNotWait(Reading):
    """IoCancelIrp asks for the completion; the routine may come later."""

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        IoCancelIrp(self.read)
        self.free()
