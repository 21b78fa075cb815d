"""A pair of constants at once."""

from miniport.model import *

LOW, HIGH = 0, 3


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
