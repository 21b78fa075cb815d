"""Another type appended to a queue."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.queue.append(True)
        return NDIS_STATUS_SUCCESS
