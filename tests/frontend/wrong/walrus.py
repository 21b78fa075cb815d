"""An assignment in an expression."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        if (ready := self.ready):
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
