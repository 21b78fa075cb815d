"""An object where a value is needed."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0
    lock = SpinLock()

    def MiniportInitializeEx(self):
        self.count = self.lock
        return NDIS_STATUS_SUCCESS
