"""NDIS passes a send to an adapter that is to go to sleep."""

from miniport.model import *

from ..base_send_count import Counting

REPLACES = "miniport.model.ndis.idle_state:idle_holds_requests"
RULE = "state.request-window"
SCOPE = "suspend-send"
LENGTH = 16


def idle_holds_requests():
    """Forgets that the driver has been told that there is nothing to send."""
    return False


class Driver(Counting):
    """A driver that relies on it."""

    def MiniportIdleNotification(self, ForceIdle):
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()
