"""A bracket that is never closed."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        NdisAllocateSpinLock(self.lock
        return NDIS_STATUS_SUCCESS
