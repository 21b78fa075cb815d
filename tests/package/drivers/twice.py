"""A driver that reports a pause complete twice."""

from quiet import Quiet

from miniport.model import *


class Twice(Quiet):
    """NdisMPauseComplete belongs to NDIS_STATUS_PENDING."""

    def MiniportPause(self):
        NdisMPauseComplete()
        return NDIS_STATUS_SUCCESS
