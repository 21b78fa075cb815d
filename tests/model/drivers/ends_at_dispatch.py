"""A driver whose completion routine takes its lock as if it always ran at DISPATCH_LEVEL."""

from miniport.model import *

from ...rules.base_irp import Reading


class EndsAtDispatch(Reading):
    """It saves raising the IRQL."""

    def OnRead(self):
        NdisDprAcquireSpinLock(self.lock)
        again = not self.stopping and self.read.Status == STATUS_SUCCESS
        if again:
            IoReuseIrp(self.read)
        NdisDprReleaseSpinLock(self.lock)
        if again:
            IoCallDriver(self.read)
        else:
            NdisSetEvent(self.ended)
