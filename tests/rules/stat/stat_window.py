"""The link state is indicated as the first thing of all."""

from miniport.model import *

from ..base import Quiet

RULE = "stat.window"
SCOPE = "lifecycle"
LENGTH = 5


class TellsTooEarly(Quiet):
    """NDIS knows no adapter before its registration attributes are set."""

    def MiniportInitializeEx(self):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
        return super().MiniportInitializeEx()
