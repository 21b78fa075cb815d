"""A value where a place is needed."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        NdisInterlockedIncrement(1)
        return NDIS_STATUS_SUCCESS
