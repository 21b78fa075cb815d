"""A driver does nothing when its idle notification is cancelled."""

from miniport.model import *

from ..base_idle import Idling

RULE = "ss.complete-after-cancel"
SCOPE = "suspend"
LENGTH = 22


class StaysAsleep(Idling):
    """It waits for activity, which NDIS keeps back until it completes the notification."""

    def MiniportCancelIdleNotification(self):
        pass
