"""A correct driver with a receive pool that finds a frame whenever it polls."""

from miniport.model import *

from .base_polling import Flow, Polling


class Receiving(Polling):
    """An indication counts twice: the NBL until it is returned, the call until it is over."""

    pool = NetBufferListPool()
    free_list: Queue[RECEIVE_NET_BUFFER_LIST]

    def fill_pool(self):
        """Allocate the buffers; whether there was memory for all."""
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.pool)
            if nbl is None:
                return False
            self.free_list.append(nbl)
        return True

    def free(self):
        NdisFreeSpinLock(self.lock)
        while self.free_list:
            NdisFreeNetBufferList(self.free_list.popleft())
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.fill_pool() and self.describe():
            if NdisAllocateTimerObject(self.poll) == NDIS_STATUS_SUCCESS:
                NdisSetTimerObject(self.poll)
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.poll)
        NdisFreeTimerObject(self.poll)
        self.free()

    def take(self) -> RECEIVE_NET_BUFFER_LIST:
        """A buffer for a frame, counted for what comes, or None."""
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            if self.flow == Flow.RUNNING and self.free_list:
                nbl = self.free_list.popleft()
                self.busy += 2
        return nbl

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceiveNetBufferLists(nbl)
            self.ended()

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.free_list.append(NetBufferList)
        self.ended()
