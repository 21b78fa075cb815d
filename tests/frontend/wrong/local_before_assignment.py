"""A local that is read before it has a value."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = started
        started = True
        return NDIS_STATUS_SUCCESS
