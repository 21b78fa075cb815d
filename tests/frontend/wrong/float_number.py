"""A number that is no integer."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = 1.5
        return NDIS_STATUS_SUCCESS
