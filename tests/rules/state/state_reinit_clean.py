"""A stop flag set by MiniportHaltEx is still set when the adapter is initialized again."""

from miniport.model import *

from ..base import Quiet

RULE = "state.reinit-clean"
SCOPE = "lifecycle"
LENGTH = 16


class StillStopping(Quiet):
    """Its context is static memory, and nobody clears the flag."""

    stopping: bool = False

    def MiniportHaltEx(self, HaltAction):
        self.stopping = True

    def MiniportRestart(self):
        if self.stopping:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
