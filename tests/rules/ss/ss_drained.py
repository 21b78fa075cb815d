"""A driver goes to low power and leaves its timer running."""

from miniport.model import *

from ..base_polling import Polling

RULE = "ss.drained"
SCOPE = "suspend"
LENGTH = 23


class KeepsPolling(Polling):
    """OnPoll looks after a device that is asleep."""

    def MiniportIdleNotification(self, ForceIdle):
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD2)
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()
