"""The value of a function that returns none."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self):
        self.count += 1

    def MiniportInitializeEx(self):
        self.count = self.note()
        return NDIS_STATUS_SUCCESS
