"""The pool is freed with its NBL."""

from miniport.model import *

from ..base_receive_restart import Greeting

RULE = "mem.pool-empty"
SCOPE = "lifecycle"
LENGTH = 14


class FreesPoolFirst(Greeting):
    """Frees the NBL after the pool it came from."""

    def MiniportHaltEx(self, HaltAction):
        NdisFreeSpinLock(self.lock)
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportRestart(self):
        return NDIS_STATUS_SUCCESS
