"""A local with the name of a word of the language."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        options = True
        self.ready = options
        return NDIS_STATUS_SUCCESS
