"""Another type added to a set."""

from miniport.model import *


class Wrong(Miniport):
    seen: Set[NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        self.seen.add(1)
        return NDIS_STATUS_SUCCESS
