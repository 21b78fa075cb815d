"""MiniportShutdownEx frees the shared ring."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "shut.no-release"
SCOPE = "shutdown"
LENGTH = 15
BECAUSE = "The one call is forbidden there as a release, as a call, and as the release of this."


class FreesRing(Claiming):
    """Tidies up before the power goes."""

    def MiniportShutdownEx(self, ShutdownAction):
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            NdisMFreeSharedMemory(self.ring)
