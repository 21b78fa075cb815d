"""A static method."""

from miniport.model import *


class Wrong(Miniport):
    @staticmethod
    def note():
        pass

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
