"""A constant too many."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock(1)

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
