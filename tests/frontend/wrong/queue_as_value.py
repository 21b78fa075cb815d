"""A queue where one value is needed."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.count = self.queue
        return NDIS_STATUS_SUCCESS
