"""A synchronous request writes the table without the lock, beside others and a reset."""

from miniport.model import *

from ..base_synchronous import Steering

RULE = "oid.unserialized-kinds"
SCOPE = "sync-oids"
LENGTH = 13


class WritesUnlocked(Steering):
    """A reset keeps regular and direct requests out, not synchronous ones."""

    def MiniportSynchronousOidRequest(self, OidRequest):
        self.entry = OidRequest.IndirectionTableEntry
        return NDIS_STATUS_SUCCESS
