"""A word of the language with the wrong arguments."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        reset()
        return NDIS_STATUS_SUCCESS
