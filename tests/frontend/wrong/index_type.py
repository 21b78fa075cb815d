"""An array indexed by another type."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0
    counts: Array[Count, 3]

    def MiniportInitializeEx(self):
        self.count = self.counts[True]
        return NDIS_STATUS_SUCCESS
