"""MiniportPause, at PASSIVE_LEVEL, completes a queued send with the DISPATCH_LEVEL flag."""

from miniport.model import *

from ..base_send import Queueing

RULE = "irql.dispatch-flag"
SCOPE = "send"
LENGTH = 20


class GuessesIrql(Queueing):
    """The flag is right in the poll timer, not here."""

    def MiniportPause(self):
        nbl = self.take()
        if nbl is not None:
            NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_SUCCESS, at_dispatch=True)
            self.ended()
        return super().MiniportPause()
