"""A property."""

from miniport.model import *


class Wrong(Miniport):
    @property
    def idle(self):
        return True

    def MiniportInitializeEx(self):
        if self.idle:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
