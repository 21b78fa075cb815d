"""A default value that is not constant."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, number=redy):
        self.count = number

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
