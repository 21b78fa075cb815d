"""A field with a value that is no constant and without a type."""

from miniport.model import *


class Wrong(Miniport):
    ready = maybe()

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
