"""Two queues compared."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]
    other: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        if self.queue == self.other:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
