"""The same keyword twice: Python refuses it."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, number):
        self.count = number

    def MiniportInitializeEx(self):
        self.note(number=1, number=2)
        return NDIS_STATUS_SUCCESS
