"""A class without a base."""

from miniport.model import *


class Ring:
    used: bool = False


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
