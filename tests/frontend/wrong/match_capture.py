"""A pattern that catches everything under a name."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        match self.count:
            case 1:
                pass
            case other:
                self.count = other
        return NDIS_STATUS_SUCCESS
