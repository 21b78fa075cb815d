"""Another value the language does not have."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        self.count = 1j
        return NDIS_STATUS_SUCCESS
