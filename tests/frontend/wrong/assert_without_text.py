"""An assertion that does not say what is wrong."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        assert self.ready
        return NDIS_STATUS_SUCCESS
