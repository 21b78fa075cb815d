"""An annotation that is a function."""

from miniport.model import *


class Wrong(Miniport):
    count: maybe = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
