"""An assignment to the result of a call."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        len(self.queue) = 1
        return NDIS_STATUS_SUCCESS
