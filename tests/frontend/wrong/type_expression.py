"""An annotation that is an expression."""

from miniport.model import *


class Wrong(Miniport):
    count: 1 + 2 = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
