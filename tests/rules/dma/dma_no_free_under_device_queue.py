"""The memory of a VM queue is freed while the NBL that describes it is above."""

from miniport.model import *

from ..base_vm_queue import Queueing

RULE = "dma.no-free-under-device"
SCOPE = "vm-queues"
LENGTH = 38


class FreesQueueAtOnce(Queueing):
    """Frees the memory as soon as DMA is stopped, and the NBL when it comes back."""

    def free_queue(self, oid):
        with self.lock:
            self.freeing = True
            HwWithdraw(self.block)
            up = self.up
            nbl = self.nbl
            if up:
                self.oid = oid
            else:
                self.nbl = None
        NdisFreeSharedMemory(self.block)
        if up:
            return NDIS_STATUS_PENDING
        NdisFreeNetBufferList(nbl)
        return NDIS_STATUS_SUCCESS

    def release_queue(self, nbl):
        NdisFreeNetBufferList(nbl)
