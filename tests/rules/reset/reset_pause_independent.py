"""The reset waits for the end of the pause, and the pause for the end of the reset."""

from miniport.model import *

from ..base_polling import Flow, Polling

RULE = "reset.pause-independent"
SCOPE = "reset"
LENGTH = 21
BECAUSE = (
    "A reset and a pause that wait for each other do not end, nor does the send that"
    " waits for both."
)


class Politely(Polling):
    """Each lets the other go first."""

    resetting: bool = False

    def MiniportCheckForHangEx(self):
        with self.lock:
            running = self.flow == Flow.RUNNING
        return running and maybe()

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            running = self.flow == Flow.RUNNING
        status = NDIS_STATUS_SUCCESS if running else NDIS_STATUS_PAUSED
        NdisMSendNetBufferListsComplete(NetBufferList, status)

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            self.resetting = True
        return NDIS_STATUS_PENDING

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
        return NDIS_STATUS_PENDING

    def OnPoll(self):
        with self.lock:
            ends_reset = self.resetting and self.flow != Flow.PAUSING
            ends_pause = self.flow == Flow.PAUSING and not self.resetting
            if ends_reset:
                self.resetting = False
            if ends_pause:
                self.flow = Flow.PAUSED
        if ends_reset:
            NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
        if ends_pause:
            NdisMPauseComplete()
