"""Two bases."""

from miniport.model import *


class Ring(Object):
    used: bool = False


class Wrong(Miniport, Ring):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
