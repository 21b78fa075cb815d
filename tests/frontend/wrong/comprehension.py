"""A comprehension as data."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        numbers = [n for n in range(3)]
        return NDIS_STATUS_SUCCESS
