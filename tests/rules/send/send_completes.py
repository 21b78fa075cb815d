"""Sends stay in the driver's queue until somebody pauses the adapter."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.completes"
SCOPE = "send"
LENGTH = 15


class Stuck(Queueing):
    """The queue is served when the adapter is paused, not before."""

    def OnPoll(self):
        with self.lock:
            pausing = self.flow == Flow.PAUSING
        if pausing:
            super().OnPoll()
