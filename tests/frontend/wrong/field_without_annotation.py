"""A field without its type: it is a constant and cannot be assigned."""

from miniport.model import *


class Wrong(Miniport):
    ready = False

    def MiniportInitializeEx(self):
        self.ready = True
        return NDIS_STATUS_SUCCESS
