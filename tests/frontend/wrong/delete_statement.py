"""A deletion."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        del self.ready
        return NDIS_STATUS_SUCCESS
