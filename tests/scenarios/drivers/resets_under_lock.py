"""A reset that the poll timer completes with the lock held."""

from miniport.model import *

from .resets_by_poll import ResetsByPoll


class ResetsUnderLock(ResetsByPoll):
    """What waits for the lock and for the end of the reset is stuck."""

    def OnPoll(self):
        with self.lock:
            if self.resetting:
                self.resetting = False
                NdisMResetComplete(NDIS_STATUS_SUCCESS, True)
