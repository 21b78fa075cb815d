"""Values of different types compared."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        if self.count == NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
