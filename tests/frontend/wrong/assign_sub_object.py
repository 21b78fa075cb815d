"""A sub-object assigned."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()
    other = SpinLock()

    def MiniportInitializeEx(self):
        self.lock = self.other
        return NDIS_STATUS_SUCCESS
