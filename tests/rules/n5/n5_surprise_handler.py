"""A driver wants to hear of a removal, and has no handler."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.surprise-handler"
SCOPE = "ndis5"
LENGTH = 6


class Deaf(Quiet5):
    """Sets the flag only."""

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS
