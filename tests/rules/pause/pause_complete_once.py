"""MiniportPause completes the pause by a call, and then again by its result."""

from miniport.model import *

from ..base import Quiet

RULE = "pause.complete-once"
SCOPE = "lifecycle"
LENGTH = 12


class PausesTwice(Quiet):
    """NdisMPauseComplete belongs to NDIS_STATUS_PENDING."""

    def MiniportPause(self):
        NdisMPauseComplete()
        return NDIS_STATUS_SUCCESS
