"""A send that comes while the adapter is pausing is completed as if it had been sent."""

from miniport.model import *

from ..base_send_count import Counting

RULE = "pause.rejects-status"
SCOPE = "send"
LENGTH = 19


class NeverRefuses(Counting):
    """Takes the one status for the other."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.running
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)
        else:
            super().MiniportSendNetBufferLists(NetBufferList)
