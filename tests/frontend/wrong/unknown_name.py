"""A name that nothing defines."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = redy
        return NDIS_STATUS_SUCCESS
