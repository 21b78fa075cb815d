"""A restart is pended and never completed."""

from miniport.model import *

from ..base import Quiet

RULE = "restart.completes"
SCOPE = "lifecycle"
LENGTH = 8


class Forgets(Quiet):
    """NdisMRestartComplete is called nowhere."""

    def MiniportRestart(self):
        return NDIS_STATUS_PENDING
