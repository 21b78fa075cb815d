"""A buffer list as a condition."""

from miniport.model import *


class Wrong(Miniport):
    head: NET_BUFFER_LIST = None

    def MiniportInitializeEx(self):
        if self.head:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
