"""The return of the indicate call is taken for the return of the NBL."""

from miniport.model import *

from ..base_receive import Receiving

RULE = "rx.owned-on-indicate"
SCOPE = "receive"
LENGTH = 32


class ReusesAtOnce(Receiving):
    """The free list has the NBL again while it is still above."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            NdisMIndicateReceiveNetBufferLists(nbl)
            with self.lock:
                self.free_list.append(nbl)
            self.ended()

    def MiniportReturnNetBufferLists(self, NetBufferList):
        self.ended()
