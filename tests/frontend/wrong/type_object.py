"""A field whose type is a class of objects."""

from miniport.model import *


class Wrong(Miniport):
    lock: SpinLock = None

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
