"""A parameter that stands for an object is assigned."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()
    other = SpinLock()

    def take(self, lock):
        lock = self.other
        NdisAllocateSpinLock(lock)

    def MiniportInitializeEx(self):
        self.take(self.lock)
        return NDIS_STATUS_SUCCESS
