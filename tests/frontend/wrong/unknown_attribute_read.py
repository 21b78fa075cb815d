"""A field that is read but not declared."""

from miniport.model import *


class Wrong(Miniport):
    paused: bool = False

    def MiniportInitializeEx(self):
        if self.pausing:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
