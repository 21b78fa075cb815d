"""A synchronous request waits for the hardware."""

from miniport.model import *

from ..base_synchronous import Steering

RULE = "oid.no-blocking"
SCOPE = "sync-oids"
LENGTH = 13


class Sleeps(Steering):
    """Harmless where the caller happens to be at PASSIVE_LEVEL, and late all the same."""

    def MiniportSynchronousOidRequest(self, OidRequest):
        NdisMSleep()
        return super().MiniportSynchronousOidRequest(OidRequest)
