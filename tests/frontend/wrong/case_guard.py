"""A case with a condition."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        match self.count:
            case 1 if self.count > 0:
                pass
        return NDIS_STATUS_SUCCESS
