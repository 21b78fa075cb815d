"""A driver that reports a pause complete twice."""

from miniport.model import *
from quiet import Quiet


class Twice(Quiet):
    """NdisMPauseComplete belongs to NDIS_STATUS_PENDING."""

    def MiniportPause(self):
        NdisMPauseComplete()
        return NDIS_STATUS_SUCCESS
