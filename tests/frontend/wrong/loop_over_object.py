"""A loop over an object."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        for lock in self.lock:
            pass
        return NDIS_STATUS_SUCCESS
