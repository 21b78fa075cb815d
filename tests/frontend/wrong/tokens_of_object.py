"""tokens() of a class that is no Token."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    lock = SpinLock()

    def MiniportInitializeEx(self):
        for lock in tokens(SpinLock):
            self.ready = True
        return NDIS_STATUS_SUCCESS
