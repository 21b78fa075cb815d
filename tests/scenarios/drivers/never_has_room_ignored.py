"""The same, but the driver does not want NDIS to watch its sends."""

from miniport.model import *

from .never_has_room import NeverHasRoom


class NotWatched(NeverHasRoom):
    """Sets IGNORE_PACKET_TIMEOUT."""

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS
