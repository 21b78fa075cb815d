"""A pattern that is not a constant."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        match self.count:
            case [first, second]:
                pass
        return NDIS_STATUS_SUCCESS
