"""A driver that completes sends as if they always came at DISPATCH_LEVEL."""

from miniport.model import *

from ...rules.base import Quiet


class CompletesAtDispatch(Quiet):
    """It passes the flag on without a look."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS, at_dispatch=True)
