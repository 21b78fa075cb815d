"""A call of an entry point with the wrong number of arguments by the driver itself."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportCheckForHangEx(self):
        return False

    def MiniportInitializeEx(self):
        self.MiniportCheckForHangEx(1)
        return NDIS_STATUS_SUCCESS
