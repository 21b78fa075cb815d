"""The resume prepares every buffer for the device, also those that are above."""

from miniport.model import *

from ..base_power_receive import Napping

RULE = "pm.dx-rx-intact"
SCOPE = "power-no-pause"
LENGTH = 35


class PreparesThemAll(Napping):
    """Nobody asks who has the buffer."""

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
                for nbl in tokens(RECEIVE_NET_BUFFER_LIST):
                    nbl.Status = NDIS_STATUS_SUCCESS
        return super().MiniportOidRequest(OidRequest)
