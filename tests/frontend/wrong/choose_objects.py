"""A choice between objects."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()
    other = SpinLock()

    def MiniportInitializeEx(self):
        lock = choose(self.lock, self.other)
        NdisAllocateSpinLock(lock)
        return NDIS_STATUS_SUCCESS
