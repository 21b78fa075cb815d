"""A queue assigned from one of another type."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[NET_BUFFER_LIST]
    others: Queue[RECEIVE_NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.queue = self.others
        return NDIS_STATUS_SUCCESS
