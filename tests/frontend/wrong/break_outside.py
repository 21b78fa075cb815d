"""A break outside a loop: Python refuses it."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        break
        return NDIS_STATUS_SUCCESS
