"""A driver confirms an idle notification that it has completed."""

from miniport.model import *

from ..base_idle import Idling

RULE = "ss.confirm-window"
SCOPE = "suspend"
LENGTH = 16


class ConfirmsAfterwards(Idling):
    """By then NDIS brings the adapter back to D0, or has done so."""

    def MiniportIdleNotification(self, ForceIdle):
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3)
