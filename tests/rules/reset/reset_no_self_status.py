"""The driver indicates the start of the reset."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.no-self-status"
SCOPE = "reset"
LENGTH = 19


class Announces(Resetting):
    """Protocols hear of it twice."""

    def MiniportResetEx(self, AddressingReset):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.RESET_START)
        return super().MiniportResetEx(AddressingReset)
