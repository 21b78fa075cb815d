"""Sends that come while the adapter is pausing are queued for the time after."""

from miniport.model import *

from ..base_send_count import Counting

RULE = "pause.rejects-sends"
SCOPE = "send"
LENGTH = 19


class Queues(Counting):
    """Keeps what it does not accept until the next restart."""

    kept: Queue[NET_BUFFER_LIST]

    def MiniportRestart(self):
        more = True
        while more:
            nbl: NET_BUFFER_LIST = None
            with self.lock:
                self.running = True
                if self.kept:
                    nbl = self.kept.popleft()
            more = nbl is not None
            if more:
                NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_SUCCESS)
        return NDIS_STATUS_SUCCESS

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.running
            if not accepted:
                self.kept.append(NetBufferList)
        if accepted:
            super().MiniportSendNetBufferLists(NetBufferList)
