"""A function that returns None or a buffer list."""

from miniport.model import *


class Wrong(Miniport):
    head: NET_BUFFER_LIST = None
    ready: bool = False

    def first(self):
        if self.ready:
            return None
        return self.head

    def MiniportInitializeEx(self):
        head = self.first()
        if head is not None:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
