"""A send that is rejected is queued all the same, and completed again later."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.complete-once"
SCOPE = "send"
LENGTH = 24
BECAUSE = "The send counts as the driver's although it is not; halt frees what still completes it."


class QueuesRejected(Queueing):
    """The queue gets every send."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            self.busy += 1
            self.queue.append(NetBufferList)
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
