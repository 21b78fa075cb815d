"""A starred target."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        first, *rest = self.queue
        return NDIS_STATUS_SUCCESS
