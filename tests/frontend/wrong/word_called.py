"""A type called as a function."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = Count(3)
        return NDIS_STATUS_SUCCESS
