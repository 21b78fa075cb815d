"""A queue where a single variable is needed."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        NdisInterlockedIncrement(self.queue)
        return NDIS_STATUS_SUCCESS
