"""A driver that has NDIS serialize the service routines of its messages."""

from miniport.model import *

from ...rules.base_messages import Signaled


class Serialized(MsiInterrupt):
    """Two messages with one interrupt lock."""

    MsiSyncWithAllMessages: Final = True
    first = MessageInterrupt(0)
    second = MessageInterrupt(1)


class SerializesMessages(Signaled):
    """Its service routines share a field, which MiniportHaltEx writes under either message."""

    vectors = Serialized()
    last: Range[0, 1] = 0

    def MiniportMessageInterrupt(self, MessageId, dpc):
        self.last = MessageId
        return super().MiniportMessageInterrupt(MessageId, dpc)

    def stop(self):
        super().stop()
        with self.vectors.second:
            self.last = 0
