"""Bools added."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0
    a: bool = False
    b: bool = False

    def MiniportInitializeEx(self):
        self.count = self.a + self.b
        return NDIS_STATUS_SUCCESS
