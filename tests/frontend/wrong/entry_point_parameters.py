"""An entry point with a parameter too few."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportHaltEx(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
