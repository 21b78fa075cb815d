"""A local that stands for an object, then for another."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()
    other = SpinLock()

    def MiniportInitializeEx(self):
        lock = self.lock
        NdisAllocateSpinLock(lock)
        lock = self.other
        return NDIS_STATUS_SUCCESS
