"""A function with the name of an NDIS function."""

from miniport.model import *


def NdisAllocateSpinLock(lock):
    pass


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        NdisAllocateSpinLock(self.lock)
        return NDIS_STATUS_SUCCESS
