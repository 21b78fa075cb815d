"""A function in a function."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        def inner():
            pass
        inner()
        return NDIS_STATUS_SUCCESS
