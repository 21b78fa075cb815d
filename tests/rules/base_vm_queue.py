"""A correct driver with a VM queue: one block of shared memory, described by one NBL."""

from miniport.model import *

from .base_polling import Flow, Polling


class Queueing(Polling):
    """A request to free the queue stops the DMA at once and waits for the NBL, if that is above:
    the return handler queues the work item that frees the memory and completes the request."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    pool = NetBufferListPool()
    work = IoWorkItem("OnWork")
    dma = ScatterGatherDma()
    block = SharedMemory()

    nbl: RECEIVE_NET_BUFFER_LIST = None    # None: there is no queue
    up: bool = False
    freeing: bool = False
    oid: NDIS_OID_REQUEST = None           # to free the queue; waits for the NBL

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if NdisAllocateTimerObject(self.poll) == NDIS_STATUS_SUCCESS:
            if NdisAllocateIoWorkItem(self.work) == NDIS_STATUS_SUCCESS:
                if self.describe() and self.prepare():
                    NdisSetTimerObject(self.poll)
                    return NDIS_STATUS_SUCCESS
                NdisFreeIoWorkItem(self.work)
            NdisFreeTimerObject(self.poll)
        self.free()
        return NDIS_STATUS_FAILURE

    def prepare(self):
        """Reset the device and start it; whether there is DMA."""
        HwReset()
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return False
        HwStart()
        return True

    def free(self):
        NdisFreeSpinLock(self.lock)
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.poll)
        HwStop()
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisFreeIoWorkItem(self.work)
        NdisFreeTimerObject(self.poll)
        self.free()

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_RECEIVE_FILTER_ALLOCATE_QUEUE:
            return self.allocate_queue()
        if OidRequest.Oid == NDIS_OID.OID_RECEIVE_FILTER_FREE_QUEUE:
            return self.free_queue(OidRequest)
        return NDIS_STATUS_SUCCESS

    def allocate_queue(self):
        """The memory, its NBL, and DMA to it."""
        if NdisAllocateSharedMemory(self.block) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        nbl = NdisAllocateNetBufferAndNetBufferList(self.pool, self.block)
        if nbl is None:
            NdisFreeSharedMemory(self.block)
            return NDIS_STATUS_RESOURCES
        with self.lock:
            self.nbl = nbl
            self.freeing = False
            HwPostReceive(self.block)
        return NDIS_STATUS_SUCCESS

    def free_queue(self, oid):
        """Stop the DMA and report it; free the memory now if the NBL is here."""
        with self.lock:
            self.freeing = True
            HwWithdraw(self.block)
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.RECEIVE_QUEUE_STATE)
        with self.lock:
            up = self.up
            nbl = self.nbl
            if up:
                self.oid = oid
            else:
                self.nbl = None
        if up:
            return NDIS_STATUS_PENDING
        self.release_queue(nbl)
        return NDIS_STATUS_SUCCESS

    def release_queue(self, nbl):
        """Free the NBL and the memory of the queue.  (At PASSIVE_LEVEL.)"""
        NdisFreeNetBufferList(nbl)
        NdisFreeSharedMemory(self.block)

    def OnPoll(self):
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            if self.flow == Flow.RUNNING and self.nbl is not None and not self.up:
                if HwReceived(self.block):
                    nbl = self.nbl
                    self.up = True
                    self.busy += 2
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceiveNetBufferLists(nbl)
            self.ended()

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.up = False
            last = self.oid is not None
            if not self.freeing:
                HwPostReceive(self.block)
        if last:
            NdisQueueIoWorkItem(self.work)
        self.ended()

    def OnWork(self):
        with self.lock:
            oid = self.oid
            nbl = self.nbl
            self.oid = None
            self.nbl = None
        self.release_queue(nbl)
        NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
