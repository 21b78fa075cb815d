"""MiniportHaltEx frees the default port along with its own."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.default-untouched"
SCOPE = "lifecycle"
LENGTH = 15


class FreesAll(Porting):
    """Port 0 is freed by NDIS."""

    def MiniportHaltEx(self, HaltAction):
        super().MiniportHaltEx(HaltAction)
        NdisMFreePort(DEFAULT_PORT)
