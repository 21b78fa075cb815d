"""A function that calls itself."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def again(self):
        self.count += 1
        self.again()

    def MiniportInitializeEx(self):
        self.again()
        return NDIS_STATUS_SUCCESS
