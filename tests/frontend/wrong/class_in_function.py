"""A class in a function."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        class Inner(Object):
            ready: bool = False
        return NDIS_STATUS_SUCCESS
