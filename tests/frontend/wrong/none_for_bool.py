"""None where a bool is needed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = None
        return NDIS_STATUS_SUCCESS
