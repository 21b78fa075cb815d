"""A function of NDIS, misspelt."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        NdisAlocateSpinLock(self.lock)
        return NDIS_STATUS_SUCCESS
