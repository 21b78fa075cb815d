"""The handler of a request waits for hardware that does not answer."""

from miniport.model import *

from ...rules.base_reset import Resetting


class BlocksInOid(Resetting):
    """Check-for-hang sees nothing."""

    answered = NdisEvent()

    def MiniportOidRequest(self, OidRequest):
        NdisInitializeEvent(self.answered)
        NdisWaitEvent(self.answered)
        return NDIS_STATUS_SUCCESS

    def MiniportCheckForHangEx(self):
        return False
