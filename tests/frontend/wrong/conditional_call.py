"""A call with steps in a conditional expression."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def take(self):
        self.count -= 1
        return self.count

    def MiniportInitializeEx(self):
        self.count = self.take() if self.count > 0 else 0
        return NDIS_STATUS_SUCCESS
