"""A starred parameter."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, *numbers):
        self.count = 1

    def MiniportInitializeEx(self):
        self.note(1)
        return NDIS_STATUS_SUCCESS
