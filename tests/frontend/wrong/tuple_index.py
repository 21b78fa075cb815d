"""An index outside a tuple."""

from miniport.model import *

SIZES = (1, 2)


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = SIZES[self.count]
        return NDIS_STATUS_SUCCESS
