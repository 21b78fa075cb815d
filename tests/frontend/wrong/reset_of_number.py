"""reset of something that is no object."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        reset(self.count)
        return NDIS_STATUS_SUCCESS
