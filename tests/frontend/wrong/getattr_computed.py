"""getattr of a name that is no constant."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    count: Count = 0

    def MiniportInitializeEx(self):
        self.ready = hasattr(self, self.count)
        return NDIS_STATUS_SUCCESS
