"""MiniportRestart completes the restart by a call, and then again by its result."""

from miniport.model import *

from ..base import Quiet

RULE = "restart.complete-once"
SCOPE = "lifecycle"
LENGTH = 10


class RestartsTwice(Quiet):
    """NdisMRestartComplete belongs to NDIS_STATUS_PENDING."""

    def MiniportRestart(self):
        NdisMRestartComplete(NDIS_STATUS_SUCCESS)
        return NDIS_STATUS_SUCCESS
