"""`and` on buffer lists."""

from miniport.model import *


class Wrong(Miniport):
    head: NET_BUFFER_LIST = None
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = self.head and self.ready
        return NDIS_STATUS_SUCCESS
