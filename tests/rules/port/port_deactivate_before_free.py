"""MiniportHaltEx frees the port, and deactivates it first only if NDIS insists."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.deactivate-before-free"
SCOPE = "lifecycle"
LENGTH = 12


class FreesActive(Porting):
    """The first call fails."""

    def MiniportHaltEx(self, HaltAction):
        if NdisMFreePort(self.port) != NDIS_STATUS_SUCCESS:
            self.deactivate()
            NdisMFreePort(self.port)
