"""A driver whose timer is cancelled, not awaited, when the device goes to low power."""

from miniport.model import *

from ...rules.base_timer import Ticking


class SleepsWithoutWaiting(Ticking):
    """The callback that is under way finds the device without power."""

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3:
                NdisCancelTimerObject(self.tick)
        return NDIS_STATUS_SUCCESS

    def OnTick(self):
        HwPresent()
        super().OnTick()
