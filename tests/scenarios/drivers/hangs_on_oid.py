"""A request that nothing but a reset ends."""

from miniport.model import *

from ...rules.base_reset import Resetting


class HangsOnOid(Resetting):
    """The request is pended for good; check-for-hang sees nothing."""

    oid: NDIS_OID_REQUEST = None

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            self.oid = OidRequest
        return NDIS_STATUS_PENDING

    def MiniportCheckForHangEx(self):
        return False

    def take_oid(self) -> NDIS_OID_REQUEST:
        """The pended request, or None."""
        with self.lock:
            oid = self.oid
            self.oid = None
        return oid

    def MiniportResetEx(self, AddressingReset):
        oid = self.take_oid()
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_REQUEST_ABORTED)
        return super().MiniportResetEx(AddressingReset)
