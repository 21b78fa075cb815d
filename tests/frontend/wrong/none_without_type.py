"""A local whose first value is None."""

from miniport.model import *


class Wrong(Miniport):
    head: NET_BUFFER_LIST = None

    def MiniportInitializeEx(self):
        head = None
        head = self.head
        return NDIS_STATUS_SUCCESS
