"""A driver that has itself reset when it is to go to low power."""

from miniport.model import *

from ...rules.base_send_count import Counting


class SleepsInReset(Counting):
    """Check-for-hang and the reset never meet, so that check-for-hang finds the device awake: the
    reset is what lets it sleep."""

    oid: NDIS_OID_REQUEST = None           # to go to low power

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState > NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
                with self.lock:
                    self.oid = OidRequest
                return NDIS_STATUS_PENDING
        return NDIS_STATUS_SUCCESS

    def MiniportCheckForHangEx(self):
        with self.lock:
            oid = self.oid
        return oid is not None or not HwPresent()

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            oid = self.oid
            self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        return NDIS_STATUS_SUCCESS
