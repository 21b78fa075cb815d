"""A value the language does not have."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = b'1'
        return NDIS_STATUS_SUCCESS
