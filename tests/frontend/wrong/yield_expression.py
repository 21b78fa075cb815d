"""A generator."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = yield
        return NDIS_STATUS_SUCCESS
