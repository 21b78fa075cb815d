"""Not Python."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        if self.ready
            pass
        return NDIS_STATUS_SUCCESS
