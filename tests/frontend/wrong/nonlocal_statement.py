"""A nonlocal variable: Python refuses it here."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        nonlocal count
        return NDIS_STATUS_SUCCESS
