"""The DPC of the second message unmasks the first."""

from miniport.model import *

from ..base_messages import Signaled

RULE = "intr.reenabled"
SCOPE = "msi"
LENGTH = 26


class UnmasksOther(Signaled):
    """The second receive queue stands still."""

    def MiniportMessageInterruptDPC(self, MessageId):
        if MessageId == 1:
            while HwReceiveFrom(self.vectors.second):
                pass
        self.serve(self.vectors.first)
