"""A port is deactivated at the beginning of the pause, when its receive may still be above."""

from miniport.model import *

from ..base_port_receive import Greeter

RULE = "port.quiet-before-deactivate"
SCOPE = "receive"
LENGTH = 26


class ClosesFirst(Greeter):
    """The pause waits for the NBL, its port does not."""

    def MiniportPause(self):
        self.deactivate()
        return super().MiniportPause()

    def MiniportRestart(self):
        if self.activate() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return super().MiniportRestart()

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        self.deactivate()
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        NdisMFreePort(self.port)
        NdisFreeSpinLock(self.lock)
        NdisFreeNetBufferList(self.nbl)
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)
