"""A starred argument in a call."""

from miniport.model import *

numbers = (1, 2)


class Wrong(Miniport):
    count: Count = 0

    def note(self, number):
        self.count = number

    def MiniportInitializeEx(self):
        self.note(*numbers)
        return NDIS_STATUS_SUCCESS
