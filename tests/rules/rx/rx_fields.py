"""An empty list is indicated when the free list is empty."""

from miniport.model import *

from ..base_polling import Flow
from ..base_receive import Receiving

RULE = "rx.fields"
SCOPE = "receive"
LENGTH = 31


class IndicatesNothing(Receiving):
    """Whether there was a buffer is not looked at."""

    def OnPoll(self):
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            running = self.flow == Flow.RUNNING
            if running:
                self.busy += 1
                if self.free_list:
                    nbl = self.free_list.popleft()
                    self.busy += 1
        if running:
            NdisMIndicateReceiveNetBufferLists(nbl)
            self.ended()
