"""A loop whose bound is not constant."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0
    ready: bool = False

    def MiniportInitializeEx(self):
        for n in range(self.count):
            self.ready = True
        return NDIS_STATUS_SUCCESS
