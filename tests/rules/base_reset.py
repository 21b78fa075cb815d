"""A correct driver that is reset: it completes every send first and restores its filter."""

from miniport.model import *

from .base_polling import Flow
from .base_send import Queueing


class Resetting(Queueing):
    """What others are completing when the reset comes ends soon, and then the reset does."""

    resetting: bool = False                # the reset waits for the last send

    def MiniportRestart(self):
        HwSetPacketFilter()
        return super().MiniportRestart()

    def MiniportCheckForHangEx(self):
        with self.lock:
            running = self.flow == Flow.RUNNING
        return running and maybe()

    def MiniportResetEx(self, AddressingReset):
        HwReset()
        found = True
        while found:
            nbl = self.take()
            found = nbl is not None
            if found:
                self.complete(nbl, NDIS_STATUS_REQUEST_ABORTED)
        HwSetPacketFilter()
        with self.lock:
            self.resetting = self.busy > 0
            pends = self.resetting
        return NDIS_STATUS_PENDING if pends else NDIS_STATUS_SUCCESS

    def ended(self):
        with self.lock:
            self.busy -= 1
            drained = self.drained()
            flushed = self.resetting and self.busy == 0
            if flushed:
                self.resetting = False
        if flushed:
            NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
        if drained:
            NdisMPauseComplete()
