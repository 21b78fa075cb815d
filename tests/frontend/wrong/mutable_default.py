"""A default value that is a list."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, numbers=[]):
        self.count = 1

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
