"""MiniportHaltEx allocates a port, to have one ready for the next life."""

from miniport.model import *

from ..base import Quiet

RULE = "port.alloc-window"
SCOPE = "lifecycle"
LENGTH = 9


class ReservesLate(Quiet):
    """NDIS answers CLOSING; there is nothing to free."""

    port = Port()

    def MiniportHaltEx(self, HaltAction):
        NdisMAllocatePort(self.port)
