"""An atomic block with too many ways through it."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        with atomic():
            for n in range(20):
                if maybe():
                    self.count += 1
                else:
                    self.count = 0
        return NDIS_STATUS_SUCCESS
