"""A file without a class that extends Miniport."""

from miniport.model import *


class Wrong(Object):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
