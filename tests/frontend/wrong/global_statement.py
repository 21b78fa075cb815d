"""A global variable."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        global count
        count = 1
        return NDIS_STATUS_SUCCESS
