"""The default port, which the driver activated, is still active when MiniportHaltEx returns."""

from miniport.model import *

from ..base_port_default import Controlling

RULE = "port.freed"
SCOPE = "lifecycle"
LENGTH = 11


class LeavesActive(Controlling):
    """NDIS frees the default port, the driver has to deactivate it."""

    def MiniportHaltEx(self, HaltAction):
        pass
