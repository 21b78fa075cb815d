"""A line indented too far."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = True
            self.ready = False
        return NDIS_STATUS_SUCCESS
