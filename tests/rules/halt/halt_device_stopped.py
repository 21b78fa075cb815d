"""MiniportHaltEx leaves the device running."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "halt.device-stopped"
SCOPE = "lifecycle"
LENGTH = 24


class KeepsRunning(Claiming):
    """Starts the device in MiniportRestart and never stops it."""

    def MiniportRestart(self):
        HwStart()
        return NDIS_STATUS_SUCCESS
