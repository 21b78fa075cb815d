"""`in` something that is no collection."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        if 1 in self.count:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
