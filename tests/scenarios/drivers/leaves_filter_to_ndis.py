"""A reset after which NDIS has to set the packet filter again."""

from miniport.model import *

from ...rules.base_polling import Flow, Polling


class LeavesFilterToNdis(Polling):
    """AddressingReset is TRUE."""

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
            HwSetPacketFilter()
        return NDIS_STATUS_SUCCESS

    def MiniportCheckForHangEx(self):
        with self.lock:
            running = self.flow == Flow.RUNNING
        return running and maybe()

    def MiniportResetEx(self, AddressingReset):
        HwReset()
        AddressingReset.value = True
        return NDIS_STATUS_SUCCESS
