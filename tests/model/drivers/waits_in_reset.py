"""A driver that waits for its hardware in MiniportResetEx."""

from miniport.model import *

from ...rules.base import Quiet


class WaitsInReset(Quiet):
    """A reset may come at DISPATCH_LEVEL, where nobody may sleep."""

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        NdisMSleep()
        return NDIS_STATUS_SUCCESS
