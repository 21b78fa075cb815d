"""A lambda."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        check = lambda: True
        return NDIS_STATUS_SUCCESS
