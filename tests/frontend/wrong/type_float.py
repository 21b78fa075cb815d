"""A type the language does not have."""

from miniport.model import *


class Wrong(Miniport):
    time: float = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
