"""A slice."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.queue = self.queue[0:1]
        return NDIS_STATUS_SUCCESS
