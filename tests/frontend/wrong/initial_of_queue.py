"""A queue with an initial value."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST] = 1

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
