"""A range with one end."""

from miniport.model import *


class Wrong(Miniport):
    count: Range[3] = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
