"""MiniportResetEx completes the reset by a call and returns success as well."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.complete-once"
SCOPE = "reset"
LENGTH = 24


class CompletesTwice(Resetting):
    """NdisMResetComplete is taken for a part of every reset."""

    def MiniportResetEx(self, AddressingReset):
        status = super().MiniportResetEx(AddressingReset)
        if status == NDIS_STATUS_SUCCESS:
            NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
        return status
