"""Direct requests are pended, two of them, until a cancel or the next regular request."""

from miniport.model import *

from ...rules.base import Quiet


class PendsDirectOids(Quiet):
    """A table of two, kept under a lock."""

    lock = SpinLock()
    first: NDIS_DIRECT_OID_REQUEST = None
    second: NDIS_DIRECT_OID_REQUEST = None

    def MiniportInitializeEx(self):
        NdisAllocateSpinLock(self.lock)
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeSpinLock(self.lock)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisFreeSpinLock(self.lock)

    def MiniportDirectOidRequest(self, OidRequest):
        with self.lock:
            if self.first is None:
                self.first = OidRequest
            else:
                self.second = OidRequest
        return NDIS_STATUS_PENDING

    def MiniportCancelDirectOidRequest(self, RequestId):
        oid: NDIS_DIRECT_OID_REQUEST = None
        with self.lock:
            if self.second is not None and self.second.RequestId == RequestId:
                oid = self.second
                self.second = None
            elif self.first is not None and self.first.RequestId == RequestId:
                oid = self.first
                self.first = self.second
                self.second = None
        if oid is not None:
            NdisMDirectOidRequestComplete(oid, NDIS_STATUS_REQUEST_ABORTED)

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            oid = self.first
            self.first = self.second
            self.second = None
        if oid is not None:
            NdisMDirectOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        return NDIS_STATUS_SUCCESS
