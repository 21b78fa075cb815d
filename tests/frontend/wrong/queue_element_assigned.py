"""An element of a queue is assigned."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.queue[0] = None
        return NDIS_STATUS_SUCCESS
