"""MiniportHaltEx returns while a receive NBL is outstanding."""

from miniport.model import *

from ..base_receive_restart import Greeting

RULE = "halt.waits-rx"
SCOPE = "receive"
LENGTH = 22
BECAUSE = (
    "The NBL that is above keeps its pool from being freed and comes back to a"
    " context that is gone."
)


class NeverWaits(Greeting):
    """Neither pause nor halt waits for what is above; halt just does not free it."""

    def MiniportPause(self):
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        if not self.away:
            NdisFreeNetBufferList(self.nbl)
            NdisFreeNetBufferListPool(self.pool)
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)
