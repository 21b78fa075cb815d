"""The descriptor of an NBL is written after it has been indicated."""

from miniport.model import *

from ..base_receive import Receiving

RULE = "rx.no-touch-outstanding"
SCOPE = "receive"
LENGTH = 23


class FillsLate(Receiving):
    """The status is set when the call is over."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            NdisMIndicateReceiveNetBufferLists(nbl)
            nbl.Status = NDIS_STATUS_SUCCESS
            self.ended()
