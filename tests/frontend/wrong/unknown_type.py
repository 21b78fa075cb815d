"""An annotation that names nothing."""

from miniport.model import *


class Wrong(Miniport):
    ready: boolean = False

    def MiniportInitializeEx(self):
        self.ready = True
        return NDIS_STATUS_SUCCESS
