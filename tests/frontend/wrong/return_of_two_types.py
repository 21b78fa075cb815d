"""A function that returns a bool or a status."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def note(self):
        if self.ready:
            return NDIS_STATUS_SUCCESS
        return True

    def MiniportInitializeEx(self):
        self.ready = self.note()
        return NDIS_STATUS_SUCCESS
