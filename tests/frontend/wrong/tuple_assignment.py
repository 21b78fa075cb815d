"""Two targets at once."""

from miniport.model import *


class Wrong(Miniport):
    a: bool = False
    b: bool = True

    def MiniportInitializeEx(self):
        self.a, self.b = self.b, self.a
        return NDIS_STATUS_SUCCESS
