"""MiniportHaltEx frees the ring twice."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "halt.balanced-release"
SCOPE = "lifecycle"
LENGTH = 16


class FreesTwice(Claiming):
    """Once by itself, once with the rest."""

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        super().MiniportHaltEx(HaltAction)
