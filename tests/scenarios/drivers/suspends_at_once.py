"""A driver that rejects what it cannot send, and goes to low power whenever it is asked to."""

from miniport.model import *

from ...rules.base_send_count import Counting


class SuspendsAtOnce(Counting):
    """Confirms each idle notification at once, and completes it when it is cancelled."""

    def MiniportIdleNotification(self, ForceIdle):
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3)
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()
