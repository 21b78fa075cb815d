"""A condition that takes steps."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def check(self):
        self.count += 1
        self.count -= 1
        return True

    def MiniportInitializeEx(self):
        wait_until(self.check())
        return NDIS_STATUS_SUCCESS
