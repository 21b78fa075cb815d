"""A function that returns a value on some ways only."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self):
        if self.count > 1:
            return 1

    def MiniportInitializeEx(self):
        self.count = self.note()
        return NDIS_STATUS_SUCCESS
