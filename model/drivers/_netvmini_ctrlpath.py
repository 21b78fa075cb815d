"""netvmini, ``ctrlpath.c``: OID requests.

All are answered at once (without VMQ none is ever pended), so there is nothing to cancel.  Of the
objects only the packet filter matters to the protocol; the power request is left out.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_datapath import NetvminiDataPath


class NetvminiControlPath(NetvminiDataPath):
    """OID requests."""

    def MiniportOidRequest(self, OidRequest):
        # ctrlpath.c MPOidRequest
        if OidRequest.Oid == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
            # ctrlpath.c NICSetPacketFilter
            HwSetPacketFilter()
            return NDIS_STATUS_SUCCESS
        # ctrlpath.c MPQueryInformation
        # ctrlpath.c MPSetInformation
        if OidRequest.Oid == NDIS_OID.OID_GEN_STATISTICS and maybe():
            return NDIS_STATUS_NOT_SUPPORTED
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        # ctrlpath.c MPCancelOidRequest
        pass
