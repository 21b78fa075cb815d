"""OnPoll looks at the send it has just completed."""

from miniport.model import *

from ..base_send import Queueing

RULE = "send.no-touch-after-complete"
SCOPE = "cancel"
LENGTH = 22


class LooksBack(Queueing):
    """Counts the sends that could have been cancelled, too late."""

    cancellable: bool = False

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            self.complete(nbl, NDIS_STATUS_SUCCESS)
            if nbl.CancelId != 0:
                with self.lock:
                    self.cancellable = True
