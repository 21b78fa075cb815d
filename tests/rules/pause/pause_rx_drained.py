"""A pause completes while a receive NBL is outstanding."""

from miniport.model import *

from ..base_receive_restart import Greeting

RULE = "pause.rx-drained"
SCOPE = "receive"
LENGTH = 18


class DoesNotWait(Greeting):
    """MiniportPause does not look at what is above."""

    def MiniportPause(self):
        return NDIS_STATUS_SUCCESS
