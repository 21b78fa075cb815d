"""A class with a decorator."""

from miniport.model import *


@atomic
class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
