"""None as the initial value of a bool."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = None

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
