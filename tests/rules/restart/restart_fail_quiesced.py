"""A restart fails while an NBL that it indicated is still above."""

from miniport.model import *

from ..base_receive_restart import Greeting

RULE = "restart.fail-quiesced"
SCOPE = "receive"
LENGTH = 16


class GivesUp(Greeting):
    """Indicates, then finds that it cannot run."""

    def MiniportRestart(self):
        super().MiniportRestart()
        return NDIS_STATUS_FAILURE if maybe() else NDIS_STATUS_SUCCESS
