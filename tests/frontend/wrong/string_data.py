"""A string as data."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        state = "ready"
        self.ready = state == "ready"
        return NDIS_STATUS_SUCCESS
