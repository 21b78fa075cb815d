"""A driver with two messages, of which the first asks for DPCs on processor 1."""

from miniport.model import *

from ...rules.base_messages import Signaled


class QueuesOnProcessors(Signaled):
    """Remembers whether NDIS has told that a DPC was not queued."""

    dropped: bool = False

    def MiniportMessageInterruptDPC(self, MessageId):
        if MessageId == 0:
            NdisMQueueDpcEx(self.vectors.first, 1)
            queued = NdisMQueueDpcEx(self.vectors.second, 1)
            with self.lock:
                self.dropped = not queued
            self.serve(self.vectors.first)
        else:
            self.serve(self.vectors.second)
