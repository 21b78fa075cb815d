"""The cancelled request is completed, but stays where the next poll finds it."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.complete-once"
SCOPE = "oids"
LENGTH = 21


class CompletesTwice(Pending):
    """``oid`` is not cleared."""

    def MiniportCancelOidRequest(self, RequestId):
        oid: NDIS_OID_REQUEST = None
        with self.lock:
            if self.oid is not None and self.oid.RequestId == RequestId:
                oid = self.oid
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_REQUEST_ABORTED)
