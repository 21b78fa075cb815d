"""An integer without a range."""

from miniport.model import *


class Wrong(Miniport):
    count: int = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
