"""A synchronous request is refused as if it had been aborted."""

from miniport.model import *

from ..base_synchronous import Steering

RULE = "ret.status-legal"
SCOPE = "sync-oids"
LENGTH = 13


class Aborts(Steering):
    """Nobody can abort a synchronous request."""

    def MiniportSynchronousOidRequest(self, OidRequest):
        return NDIS_STATUS_REQUEST_ABORTED
