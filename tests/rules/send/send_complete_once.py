"""A send that is rejected is queued all the same, and completed again later."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.complete-once"
SCOPE = "datapath"
LENGTH = 0


class QueuesRejected(Queueing):
    """The queue gets every send."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            self.busy += 1
            accepted = self.flow == Flow.RUNNING
            self.queue.append(NetBufferList)
        if not accepted:
            self.complete(NetBufferList, NDIS_STATUS_PAUSED)
