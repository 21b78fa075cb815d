"""An object is called as if it were a function."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        self.lock()
        return NDIS_STATUS_SUCCESS
