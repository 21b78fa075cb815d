"""Output."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        print(self.ready)
        return NDIS_STATUS_SUCCESS
