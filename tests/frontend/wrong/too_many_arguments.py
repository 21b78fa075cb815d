"""A call with an argument too many."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, number):
        self.count = number

    def MiniportInitializeEx(self):
        self.note(1, 2)
        return NDIS_STATUS_SUCCESS
