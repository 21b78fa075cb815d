"""A method that queues do not have."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.queue.insert(0)
        return NDIS_STATUS_SUCCESS
