"""A driver that sets a timer before the last step of MiniportInitializeEx that can fail."""

from eager_interrupt import EagerInterrupt

from miniport.model import *


class EarlyTimer(EagerInterrupt):
    """Polls the link from its first moment on."""

    poll = TimerObject("OnPoll")

    def MiniportInitializeEx(self):
        if NdisAllocateTimerObject(self.poll) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisSetTimerObject(self.poll)
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            self.stop()
        return status

    def stop(self):
        """Cancel the timer; if it has expired, wait for its callback."""
        cancelled = NdisCancelTimerObject(self.poll)
        if not cancelled:
            KeFlushQueuedDpcs()
        NdisFreeTimerObject(self.poll)

    def MiniportHaltEx(self, HaltAction):
        self.stop()
        super().MiniportHaltEx(HaltAction)

    def OnPoll(self):
        HwPresent()
