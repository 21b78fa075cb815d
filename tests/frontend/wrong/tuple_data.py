"""A tuple of values kept in a local."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        pair = (self.count, self.count)
        return NDIS_STATUS_SUCCESS
