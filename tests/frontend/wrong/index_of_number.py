"""An index of something that is no collection."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = self.count[0]
        return NDIS_STATUS_SUCCESS
