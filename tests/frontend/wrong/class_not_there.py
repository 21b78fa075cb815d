"""The class asked for is not in the file."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
