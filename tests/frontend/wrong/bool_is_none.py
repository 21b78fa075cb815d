"""A bool compared with None."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        if self.ready is None:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
