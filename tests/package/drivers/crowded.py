"""A driver whose send handler does not expect to be called twice at once."""

from miniport.model import *
from quiet import Quiet


class Crowded(Quiet):
    """Counts its sends in plain memory."""

    sends: Range[0, 1] = 0

    def MiniportSendNetBufferLists(self, NetBufferList):
        self.sends = 1 - self.sends
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)
