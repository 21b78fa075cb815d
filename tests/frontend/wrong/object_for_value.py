"""A lock where a timer is needed."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        NdisSetTimerObject(self.lock)
        return NDIS_STATUS_SUCCESS
