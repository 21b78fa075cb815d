"""A correct driver that goes to low power with its receive NBLs above."""

from miniport.model import *

from .base_receive import Receiving


class Napping(Receiving):
    """In low power it does not poll; a periodic timer is quiet when its cancel has returned."""

    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
                NdisSetTimerObject(self.poll)
            else:
                NdisCancelTimerObject(self.poll)
        return NDIS_STATUS_SUCCESS
