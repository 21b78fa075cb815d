"""The driver takes sends only a moment after it has completed the restart."""

from miniport.model import *

from ..base_send_count import Counting

RULE = "restart.ready-before-complete"
SCOPE = "send"
LENGTH = 15


class NotYetReady(Counting):
    """Completes first, opens the send path then."""

    def MiniportRestart(self):
        NdisMRestartComplete(NDIS_STATUS_SUCCESS)
        with self.lock:
            self.running = True
        return NDIS_STATUS_PENDING
