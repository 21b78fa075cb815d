"""A set literal as data."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        numbers = {1, 2}
        return NDIS_STATUS_SUCCESS
