"""A loop over a number."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        for n in self.count:
            self.count += n
        return NDIS_STATUS_SUCCESS
