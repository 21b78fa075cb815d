"""A range whose end is not constant."""

from miniport.model import *


class Wrong(Miniport):
    limit: Count = 3
    count: Range[0, limit] = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
