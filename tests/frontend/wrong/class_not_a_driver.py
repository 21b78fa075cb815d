"""The class asked for is not a driver."""

from miniport.model import *


class Ring(Object):
    used: bool = False


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
