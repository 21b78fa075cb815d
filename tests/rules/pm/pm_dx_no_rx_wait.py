"""SET_POWER waits, as a pause does, until every receive NBL is back."""

from miniport.model import *

from ..base_power_receive import Napping

RULE = "pm.dx-no-rx-wait"
SCOPE = "power-no-pause"
LENGTH = 18


class WaitsForEveryone(Napping):
    """Whoever brings the last NBL back completes the request."""

    oid: NDIS_OID_REQUEST = None

    def MiniportOidRequest(self, OidRequest):
        status = super().MiniportOidRequest(OidRequest)
        if OidRequest.DevicePowerState > NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            with self.lock:
                if self.busy > 0:
                    self.oid = OidRequest
                    status = NDIS_STATUS_PENDING
        return status

    def ended(self):
        oid: NDIS_OID_REQUEST = None
        with self.lock:
            if self.busy == 1:
                oid = self.oid
                self.oid = None
        super().ended()
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
