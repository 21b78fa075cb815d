"""The driver of a slow NIC switches the time-outs off, instead of making them longer."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.timeout-flags"
SCOPE = "ndis5"
LENGTH = 6


class NeverLate(Quiet5):
    """Nothing it hangs on leads to a reset any more."""

    def MiniportInitialize(self):
        NdisMSetAttributesEx(
            0, (NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT, NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT),
            NdisInterfacePci,
        )
        return NDIS_STATUS_SUCCESS
