"""A statement in a class."""

from miniport.model import *


class Wrong(Miniport):
    if True:
        ready: bool = False

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
