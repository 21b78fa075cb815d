"""A choice of nothing."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = choose()
        return NDIS_STATUS_SUCCESS
