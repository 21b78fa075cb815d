"""A class in a class."""

from miniport.model import *


class Wrong(Miniport):
    class Inner(Object):
        ready: bool = False

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
