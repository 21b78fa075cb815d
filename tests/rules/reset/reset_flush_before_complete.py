"""The sends in the queue are left there by a reset."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.flush-before-complete"
SCOPE = "reset"
LENGTH = 26


class KeepsSends(Resetting):
    """As before NDIS 6.30: sends are held and completed after the reset."""

    def MiniportResetEx(self, AddressingReset):
        HwReset()
        HwSetPacketFilter()
        return NDIS_STATUS_SUCCESS
