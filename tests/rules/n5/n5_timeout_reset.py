"""NDIS lets a request time out that the driver has asked it not to watch."""

from miniport.model import *

from ..base5 import Quiet5

REPLACES = "miniport.model.ndis5.hang_timer:times_requests_out"
RULE = "n5.timeout-reset"
SCOPE = "ndis5-reset"
LENGTH = 14


def times_requests_out():
    """Does not look at the flags."""
    return True


class Driver(Quiet5):
    """A driver that is slow and says so."""

    poll = MiniportTimer("OnPoll")

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT,), NdisInterfacePci)
        NdisMInitializeTimer(self.poll)
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        NdisMSetTimer(self.poll)
        return NDIS_STATUS_PENDING

    def OnPoll(self):
        NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)
