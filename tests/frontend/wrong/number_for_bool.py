"""A number where a bool is needed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = 1
        return NDIS_STATUS_SUCCESS
