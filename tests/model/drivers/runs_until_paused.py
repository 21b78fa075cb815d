"""A driver that starts its device in MiniportRestart and stops it in MiniportPause only."""

from miniport.model import *

from ...rules.base import Quiet


class RunsUntilPaused(Quiet):
    """It says that it needs no pause before low power, and does not mean it."""

    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    def MiniportRestart(self):
        HwStart()
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        HwStop()
        return NDIS_STATUS_SUCCESS
