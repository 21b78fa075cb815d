"""A correct driver with selective suspend on a bus that always lets the device sleep."""

from miniport.model import *

from .base import Quiet


class Idling(Quiet):
    """Confirms each idle notification at once, and completes it when it is cancelled."""

    def MiniportIdleNotification(self, ForceIdle):
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3)
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()
