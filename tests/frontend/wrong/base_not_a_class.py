"""A base that is a function."""

from miniport.model import *


class Wrong(maybe):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
