"""A field declared twice."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    ready: bool = True

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
