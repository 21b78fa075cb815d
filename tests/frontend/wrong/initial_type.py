"""An initial value of another type."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = 1

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
