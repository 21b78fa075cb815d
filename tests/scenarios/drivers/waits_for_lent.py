"""NBLs indicated with the RESOURCES flag are expected back like all others."""

from miniport.model import *

from ...rules.base_receive import Receiving


class WaitsForLent(Receiving):
    """MiniportReturnNetBufferLists, which counts them down, is not called for them."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            NdisMIndicateReceiveNetBufferLists(nbl, resources=True)
            self.ended()
