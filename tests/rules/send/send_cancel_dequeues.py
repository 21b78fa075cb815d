"""MiniportCancelSend leaves the queue alone while the adapter pauses."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.cancel-dequeues"
SCOPE = "cancel"
LENGTH = 24


class CancelsWhenRunning(Queueing):
    """Trusts the pause to empty the queue."""

    def take_cancelled(self, CancelId) -> NET_BUFFER_LIST:
        if self.flow == Flow.RUNNING:
            for nbl in self.queue:
                if nbl.CancelId == CancelId:
                    self.queue.remove(nbl)
                    return nbl
        return None
