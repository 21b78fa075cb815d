"""A choice between values of different types."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = choose(1, True)
        return NDIS_STATUS_SUCCESS
