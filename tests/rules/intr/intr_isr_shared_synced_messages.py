"""The service routines of two messages share a flag: each is synchronized with itself only."""

from miniport.model import *

from ..base_messages import Signaled

RULE = "intr.isr-shared-synced"
SCOPE = "msi"
LENGTH = 19


class SharesFlag(Signaled):
    """They run in parallel unless MsiSyncWithAllMessages is set."""

    last: Range[0, 1] = 0

    def MiniportMessageInterrupt(self, MessageId, dpc):
        self.last = MessageId
        return super().MiniportMessageInterrupt(MessageId, dpc)
