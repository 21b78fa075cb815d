"""Every NBL is indicated with the RESOURCES flag."""

from miniport.model import *

from ...rules.base_receive import Receiving


class Lends(Receiving):
    """Correct: the NBL is in the free list when the call has returned."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            NdisMIndicateReceiveNetBufferLists(nbl, resources=True)
            with self.lock:
                self.free_list.append(nbl)
                self.busy -= 1
            self.ended()
