"""A loop whose target is a field."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        for self.count in range(2):
            pass
        return NDIS_STATUS_SUCCESS
