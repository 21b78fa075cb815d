"""A class where a value is needed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = SpinLock
        return NDIS_STATUS_SUCCESS
