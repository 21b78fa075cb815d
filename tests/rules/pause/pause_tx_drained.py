"""A pause completes although sends are still accepted and not completed."""

from miniport.model import *

from ..base_send_count import Counting

RULE = "pause.tx-drained"
SCOPE = "send"
LENGTH = 19


class KeepsOne(Counting):
    """Completes a send only when the next one comes, and does not count it meanwhile."""

    kept: NET_BUFFER_LIST = None

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            before = self.kept
            self.kept = NetBufferList
        if before is not None:
            NdisMSendNetBufferListsComplete(before, NDIS_STATUS_SUCCESS)
