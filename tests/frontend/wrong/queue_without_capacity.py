"""A queue of numbers without a capacity."""

from miniport.model import *


class Wrong(Miniport):
    waiting: Queue[Count]

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
