"""An initial value outside the range."""

from miniport.model import *


class Wrong(Miniport):
    count: Range[0, 3] = 4

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
