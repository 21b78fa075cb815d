"""A function that returns one object or another."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()
    other = SpinLock()
    ready: bool = False

    def pick(self):
        if self.ready:
            return self.lock
        return self.other

    def MiniportInitializeEx(self):
        lock = self.pick()
        NdisAllocateSpinLock(lock)
        return NDIS_STATUS_SUCCESS
