"""A generator as data."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = (True for n in range(2))
        return NDIS_STATUS_SUCCESS
