"""A generator with two loops."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = any(True for n in tokens(NET_BUFFER_LIST) for m in tokens(NET_BUFFER_LIST))
        return NDIS_STATUS_SUCCESS
