"""A string that is computed."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def note(self, text):
        pass

    def MiniportInitializeEx(self):
        self.note(f"{self.count}")
        return NDIS_STATUS_SUCCESS
