"""A set of numbers."""

from miniport.model import *


class Wrong(Miniport):
    seen: Set[Count]

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
