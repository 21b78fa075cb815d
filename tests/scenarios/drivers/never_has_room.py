"""A serialized driver of NDIS 5.x that takes no send."""

from miniport.model import *

from ...rules.base5 import Quiet5


class NeverHasRoom(Quiet5):
    """NDIS keeps every packet."""

    def MiniportSend(self, Packet):
        return NDIS_STATUS_RESOURCES
