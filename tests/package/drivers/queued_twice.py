"""Puts an accepted send into its queue twice, so that it completes it twice."""

from miniport.model import *

from ...rules.base_polling import Flow
from ...rules.base_send import Queueing


class QueuesTwice(Queueing):
    """Counts it twice, too."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 2
                self.queue.append(NetBufferList)
                self.queue.append(NetBufferList)
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
