"""A method without self."""

from miniport.model import *


class Wrong(Miniport):
    def note():
        pass

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
