"""A driver that confirms its idle notification with the lock its OID handler needs."""

from miniport.model import *

from ...rules.base_timer import Ticking


class ConfirmsUnderLock(Ticking):
    """OID_PM_PARAMETERS comes inside NdisMIdleNotificationConfirm."""

    ready: bool = False

    def MiniportIdleNotification(self, ForceIdle):
        with self.lock:
            NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD2)
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            state = OidRequest.DevicePowerState
            with self.lock:
                self.ready = state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
        return NDIS_STATUS_SUCCESS
