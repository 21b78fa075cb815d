"""A driver that leaves the end of SET_POWER to its DPC."""

from miniport.model import *

from ...rules.base_power import Sleeping


class SleepsInDpc(Sleeping):
    """Correct: the DPC comes, whatever becomes of the device."""

    oid: NDIS_OID_REQUEST = None

    def MiniportOidRequest(self, OidRequest):
        status = super().MiniportOidRequest(OidRequest)
        if OidRequest.DevicePowerState > NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
                with self.lock:
                    self.oid = OidRequest
                NdisMQueueDpc(self.interrupt)
                status = NDIS_STATUS_PENDING
        return status

    def MiniportInterruptDPC(self):
        super().MiniportInterruptDPC()
        with self.lock:
            oid = self.oid
            self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
