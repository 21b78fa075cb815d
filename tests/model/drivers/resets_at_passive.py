"""A driver that lowers the IRQL in MiniportResetEx, as if it had been raised."""

from miniport.model import *

from ...rules.base import Quiet


class ResetsAtPassive(Quiet):
    """At PASSIVE_LEVEL there is nothing to lower."""

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        KeLowerIrql()
        KeRaiseIrql()
        return NDIS_STATUS_SUCCESS
