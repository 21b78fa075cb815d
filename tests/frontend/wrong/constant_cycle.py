"""Constants that need each other."""

from miniport.model import *

FIRST = SECOND + 1
SECOND = FIRST + 1


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = FIRST
        return NDIS_STATUS_SUCCESS
