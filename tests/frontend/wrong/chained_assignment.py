"""A chained assignment."""

from miniport.model import *


class Wrong(Miniport):
    a: bool = False
    b: bool = False

    def MiniportInitializeEx(self):
        self.a = self.b = True
        return NDIS_STATUS_SUCCESS
