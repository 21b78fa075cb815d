"""A base that is not known."""

from miniport.model import *


class Wrong(Minipart):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
