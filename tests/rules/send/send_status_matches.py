"""A send that comes in Pausing is completed as cancelled, though nobody cancelled it."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.status-matches"
SCOPE = "send"
LENGTH = 20


class WrongReason(Queueing):
    """Rejects with SEND_ABORTED instead of PAUSED."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
                self.queue.append(NetBufferList)
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SEND_ABORTED)
