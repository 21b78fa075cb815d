"""A generator that no word of the language takes."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = max(self.count for n in range(2))
        return NDIS_STATUS_SUCCESS
