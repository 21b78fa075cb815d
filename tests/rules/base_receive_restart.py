"""A correct driver that indicates one receive NBL while it restarts, and waits for it in pause."""

from miniport.model import *

from .base import Quiet


class Greeting(Quiet):
    """The NBL goes up in MiniportRestart, which is allowed; pause is over when it is back."""

    context = Memory()
    pool = NetBufferListPool()
    lock = SpinLock()

    away: bool = False
    pausing: bool = False
    nbl: RECEIVE_NET_BUFFER_LIST = None

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_RESOURCES
        nbl = NdisAllocateNetBufferList(self.pool)
        if nbl is not None:
            self.nbl = nbl
            NdisAllocateSpinLock(self.lock)
            if super().MiniportInitializeEx() == NDIS_STATUS_SUCCESS:
                return NDIS_STATUS_SUCCESS
            NdisFreeSpinLock(self.lock)
            NdisFreeNetBufferList(nbl)
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def MiniportHaltEx(self, HaltAction):
        NdisFreeSpinLock(self.lock)
        NdisFreeNetBufferList(self.nbl)
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportRestart(self):
        with self.lock:
            self.away = True
            nbl = self.nbl
        NdisMIndicateReceiveNetBufferLists(nbl)
        return NDIS_STATUS_SUCCESS

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.away = False
            pausing = self.pausing
            self.pausing = False
        if pausing:
            NdisMPauseComplete()

    def MiniportPause(self):
        with self.lock:
            self.pausing = self.away
            pausing = self.pausing
        return NDIS_STATUS_PENDING if pausing else NDIS_STATUS_SUCCESS
