"""A token with a collection."""

from miniport.model import *


class Packet(Token):
    parts: Queue[NET_BUFFER_LIST]


class Wrong(Miniport):
    head: Packet = None

    def MiniportInitializeEx(self):
        if self.head is not None and len(self.head.parts) == 0:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
