"""An attribute of None."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = None.value
        return NDIS_STATUS_SUCCESS
