"""A constant of the file assigned."""

from miniport.model import *

RING = 4


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        RING = 5
        self.count = RING
        return NDIS_STATUS_SUCCESS
