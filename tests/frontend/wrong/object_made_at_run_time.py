"""An object made while the model runs."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        lock = SpinLock()
        NdisAllocateSpinLock(lock)
        return NDIS_STATUS_SUCCESS
