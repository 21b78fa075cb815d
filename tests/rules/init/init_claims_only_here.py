"""The I/O range is registered in MiniportRestart and given back in MiniportPause."""

from miniport.model import *

from ..base import Quiet

RULE = "init.claims-only-here"
SCOPE = "lifecycle"
LENGTH = 9


class LateClaim(Quiet):
    """Claims hardware only while it runs."""

    ports = IoPortRange()

    def MiniportRestart(self):
        return NdisMRegisterIoPortRange(self.ports)

    def MiniportPause(self):
        NdisMDeregisterIoPortRange(self.ports)
        return NDIS_STATUS_SUCCESS
