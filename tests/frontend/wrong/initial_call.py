"""An initial value that is computed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = maybe()

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
