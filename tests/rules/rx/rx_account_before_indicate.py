"""An indication is counted when the call has returned."""

from miniport.model import *

from ..base_polling import Flow
from ..base_receive import Receiving

RULE = "rx.account-before-indicate"
SCOPE = "receive"
LENGTH = 25
BECAUSE = (
    "A pause that ends too early lets halt free the pool and the context under the"
    " running call."
)


class CountsLate(Receiving):
    """A pause completes while the indicate call runs."""

    def OnPoll(self):
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            if self.flow == Flow.RUNNING and self.free_list:
                nbl = self.free_list.popleft()
        if nbl is not None:
            NdisMIndicateReceiveNetBufferLists(nbl)
            with self.lock:
                self.busy += 1
