"""A local that is a number, then a bool."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        value = 1
        value = True
        self.ready = value
        return NDIS_STATUS_SUCCESS
