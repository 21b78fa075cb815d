"""The ISR indicates that the link has changed."""

from miniport.model import *

from ..base_link import Connected

RULE = "stat.window"
SCOPE = "link"
LENGTH = 19


class TellsInIsr(Connected):
    """Who listens to the indication cannot run at DIRQL."""

    def MiniportInterrupt(self, dpc):
        mine = super().MiniportInterrupt(dpc)
        if mine:
            NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
        return mine
