"""MiniportHaltEx deactivates the port and leaves it at that."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.freed"
SCOPE = "lifecycle"
LENGTH = 14


class Forgets(Porting):
    """A port that is not active is still allocated."""

    def MiniportHaltEx(self, HaltAction):
        self.deactivate()
