"""An NBL indicated with the RESOURCES flag is in the free list before the call has returned."""

from miniport.model import *

from ..base_receive import Receiving

RULE = "rx.resources-semantics"
SCOPE = "receive"
LENGTH = 36


class RecyclesEarly(Receiving):
    """Another poll fills the buffer that those above are still reading."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            with self.lock:
                self.free_list.append(nbl)
                self.busy -= 1
            NdisMIndicateReceiveNetBufferLists(nbl, resources=True)
            self.ended()
