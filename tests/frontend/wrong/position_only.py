"""A parameter that cannot be named."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, number, /):
        self.count = number

    def MiniportInitializeEx(self):
        self.note(1)
        return NDIS_STATUS_SUCCESS
