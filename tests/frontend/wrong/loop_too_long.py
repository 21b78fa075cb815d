"""A loop that is unrolled too often."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        for n in range(100000):
            self.ready = True
        return NDIS_STATUS_SUCCESS
