"""An object that contains itself."""

from miniport.model import *


class Ring(Object):
    inner = Ring()


class Wrong(Miniport):
    ring = Ring()

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
