"""An invalid character."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = True?
        return NDIS_STATUS_SUCCESS
