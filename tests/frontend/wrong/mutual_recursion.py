"""Two functions that call each other."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def ping(self):
        self.count += 1
        self.pong()

    def pong(self):
        self.count -= 1
        self.ping()

    def MiniportInitializeEx(self):
        self.ping()
        return NDIS_STATUS_SUCCESS
