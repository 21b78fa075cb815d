"""netvmini, ``ctrlpath.c``: OID requests.

All are answered at once (without VMQ none is ever pended), so there is nothing to cancel.  Of the
objects only the packet filter and the power state matter to the protocol.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_context import Flag
from ._netvmini_datapath import NetvminiDataPath


class NetvminiControlPath(NetvminiDataPath):
    """OID requests."""

    def MiniportOidRequest(self, OidRequest):
        # ctrlpath.c MPOidRequest
        if OidRequest.Oid == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
            # ctrlpath.c NICSetPacketFilter
            HwSetPacketFilter()
            return NDIS_STATUS_SUCCESS
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            return self.MPSetPower(OidRequest)
        # ctrlpath.c MPQueryInformation
        # ctrlpath.c MPSetInformation
        if OidRequest.Oid == NDIS_OID.OID_GEN_STATISTICS and maybe():
            return NDIS_STATUS_NOT_SUPPORTED
        return NDIS_STATUS_SUCCESS

    def MPSetPower(self, OidRequest):
        # ctrlpath.c MPSetPower
        if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            return self.MPSetPowerD0()
        return self.MPSetPowerLow()

    def MPSetPowerD0(self):
        # ctrlpath.c MPSetPowerD0
        self.MP_CLEAR_FLAG(Flag.LOW_POWER)
        self.NICStartTheDatapath()
        return NDIS_STATUS_SUCCESS

    def MPSetPowerLow(self):
        """As of 6.30 the adapter need not be paused: sends are waited for, receives are not."""
        # ctrlpath.c MPSetPowerLow
        self.MP_SET_FLAG(Flag.LOW_POWER)
        self.NICStopTheDatapath()
        while self.nBusySend > 0:
            NdisMSleep()
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        # ctrlpath.c MPCancelOidRequest
        pass
