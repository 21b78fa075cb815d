"""The length of a number."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = len(self.count)
        return NDIS_STATUS_SUCCESS
