"""MiniportShutdownEx gives the I/O range back at power-off."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "shut.no-release-power-off"
SCOPE = "shutdown"
LENGTH = 15


class ReleasesPorts(Claiming):
    """Tidies up before the power goes."""

    def MiniportShutdownEx(self, ShutdownAction):
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            NdisMDeregisterIoPortRange(self.ports)
