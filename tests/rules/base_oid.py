"""A correct driver that pends every OID request and answers it when it polls."""

from miniport.model import *

from .base_polling import Polling


class Pending(Polling):
    """The request waits in ``oid``; whoever takes it from there completes it."""

    oid: NDIS_OID_REQUEST = None

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            self.oid = OidRequest
        return NDIS_STATUS_PENDING

    def OnPoll(self):
        with self.lock:
            oid = self.oid
            self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)

    def MiniportCancelOidRequest(self, RequestId):
        oid: NDIS_OID_REQUEST = None
        with self.lock:
            if self.oid is not None and self.oid.RequestId == RequestId:
                oid = self.oid
                self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_REQUEST_ABORTED)
