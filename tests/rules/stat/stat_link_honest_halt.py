"""MiniportHaltEx indicates that the link is down."""

from miniport.model import *

from ..base_link import Connected

RULE = "stat.link-honest"
SCOPE = "link"
LENGTH = 16


class SaysGoodbye(Connected):
    """Nobody is bound to the adapter any more."""

    def MiniportHaltEx(self, HaltAction):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
        super().MiniportHaltEx(HaltAction)
