"""MiniportPause completes the queued sends itself."""

from miniport.model import *

from ...rules.base_polling import Flow
from ...rules.base_send import Queueing


class FlushesInPause(Queueing):
    """The queue is emptied before the pause is answered."""

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
        found = True
        while found:
            nbl = self.take()
            found = nbl is not None
            if found:
                NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_PAUSED)
                with self.lock:
                    self.busy -= 1
        with self.lock:
            drained = self.drained()
        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING
