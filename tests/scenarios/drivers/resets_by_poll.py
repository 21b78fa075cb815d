"""A reset that is always completed by the poll timer."""

from miniport.model import *

from ...rules.base_polling import Flow, Polling


class ResetsByPoll(Polling):
    """Sends are completed at once, so that only the reset is under way."""

    resetting: bool = False

    def MiniportCheckForHangEx(self):
        with self.lock:
            running = self.flow == Flow.RUNNING
        return running and maybe()

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            again = self.resetting
            self.resetting = True
        return NDIS_STATUS_RESET_IN_PROGRESS if again else NDIS_STATUS_PENDING

    def OnPoll(self):
        with self.lock:
            done = self.resetting
            self.resetting = False
        if done:
            NdisMResetComplete(NDIS_STATUS_SUCCESS, True)
