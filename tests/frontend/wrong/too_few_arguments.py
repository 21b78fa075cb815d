"""A call without an argument that is needed."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, number):
        self.count = number

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
