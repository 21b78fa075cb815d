"""A driver that wants both selective suspend and synchronous OID requests."""

from miniport.model import *

from ..base_idle import Idling

RULE = "drv.handlers-complete"
SCOPE = "suspend"
LENGTH = 2


class WantsBoth(Idling):
    """A synchronous request cannot wait for an adapter that is asleep."""

    def MiniportSynchronousOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS
