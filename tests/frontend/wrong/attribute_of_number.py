"""An attribute of a number."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = self.count.value
        return NDIS_STATUS_SUCCESS
