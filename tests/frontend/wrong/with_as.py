"""A with statement that binds a name."""

from miniport.model import *


class Wrong(Miniport):
    lock = SpinLock()

    def MiniportInitializeEx(self):
        with self.lock as held:
            pass
        return NDIS_STATUS_SUCCESS
