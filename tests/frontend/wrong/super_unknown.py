"""super() of a method the base does not have."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        super().note()
        return NDIS_STATUS_SUCCESS
