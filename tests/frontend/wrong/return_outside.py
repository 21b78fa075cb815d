"""A return outside a function: Python refuses it."""

from miniport.model import *

return NDIS_STATUS_SUCCESS


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
