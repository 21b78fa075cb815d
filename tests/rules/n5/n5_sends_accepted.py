"""A deserialized driver hands a send back, as if NDIS had a queue for it."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.sends-accepted"
SCOPE = "ndis5-send"
LENGTH = 12


class HandsBack(Quiet5):
    """Has no resources."""

    deserialized: Final = True

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_DESERIALIZE,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportSend(self, Packet):
        return NDIS_STATUS_RESOURCES
