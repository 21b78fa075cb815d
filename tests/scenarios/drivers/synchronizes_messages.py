"""A driver whose service routines have a field each, synchronized with their message."""

from miniport.model import *

from ...rules.base_messages import Signaled


class SynchronizesMessages(Signaled):
    """The line's service routine uses both: with a line granted any message stands for it."""

    one: bool = False
    two: bool = False

    def MiniportMessageInterrupt(self, MessageId, dpc):
        if MessageId == 0:
            self.one = True
        else:
            self.two = True
        return super().MiniportMessageInterrupt(MessageId, dpc)

    def MiniportInterrupt(self, dpc):
        self.one = True
        self.two = True
        return super().MiniportInterrupt(dpc)

    def stop(self):
        super().stop()
        with self.vectors.first:
            self.one = False
        with self.vectors.second:
            self.two = False
