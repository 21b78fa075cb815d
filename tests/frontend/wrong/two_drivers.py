"""A file with two drivers."""

from miniport.model import *


class Other(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_FAILURE


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
