"""A constant index outside the array."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    seen: Array[bool, 3]

    def MiniportInitializeEx(self):
        self.ready = self.seen[3]
        return NDIS_STATUS_SUCCESS
