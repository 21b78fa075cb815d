"""MiniportRestart raises the IRQL and returns without lowering it."""

from miniport.model import *

from ..base import Quiet

RULE = "irql.restored"
SCOPE = "lifecycle"
LENGTH = 10


class StaysRaised(Quiet):
    """KeLowerIrql is missing."""

    def MiniportRestart(self):
        KeRaiseIrql()
        return NDIS_STATUS_SUCCESS
