"""A field that the class does not declare."""

from miniport.model import *


class Wrong(Miniport):
    paused: bool = False

    def MiniportInitializeEx(self):
        self.pausing = True
        return NDIS_STATUS_SUCCESS
