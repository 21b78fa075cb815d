"""A handler that returns nothing, where NDIS needs a status."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportPause(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
