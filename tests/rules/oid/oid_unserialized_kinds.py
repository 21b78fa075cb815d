"""A direct request counts itself without the lock: two of them at once lose one."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.unserialized-kinds"
SCOPE = "direct-oids"
LENGTH = 13


class CountsUnlocked(Pending):
    """Regular requests are serialized by NDIS, direct ones are not."""

    odd: bool = False

    def MiniportDirectOidRequest(self, OidRequest):
        self.odd = not self.odd
        return NDIS_STATUS_SUCCESS

    def MiniportCancelDirectOidRequest(self, RequestId):
        pass
