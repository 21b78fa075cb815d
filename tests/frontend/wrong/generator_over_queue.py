"""A generator over a queue."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.ready = any(n.CancelId == 1 for n in self.queue)
        return NDIS_STATUS_SUCCESS
