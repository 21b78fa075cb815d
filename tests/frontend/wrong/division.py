"""A division."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = self.count / 2
        return NDIS_STATUS_SUCCESS
