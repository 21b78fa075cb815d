"""Every request fails while the adapter is not running, also one that frees something."""

from miniport.model import *

from ..base_oid import Pending
from ..base_polling import Flow

RULE = "oid.must-not-fail"
SCOPE = "oids"
LENGTH = 14


class FailsWhenPaused(Pending):
    """The kind of the request is not looked at."""

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.oid = OidRequest
        return NDIS_STATUS_PENDING if accepted else NDIS_STATUS_FAILURE
