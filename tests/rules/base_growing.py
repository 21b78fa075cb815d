"""A correct driver that asks for shared memory while it works, and waits for the answer."""

from miniport.model import *

from .base import Quiet


class Growing(Quiet):
    """Every restart asks for the block unless it is there or on its way; the device stays idle."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    context = Memory()
    lock = SpinLock()
    dma = ScatterGatherDma()
    block = SharedMemory()
    answered = NdisEvent()

    asked: bool = False
    filled: bool = False                   # the block is there
    stopping: bool = False

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        NdisInitializeEvent(self.answered)
        if super().MiniportInitializeEx() == NDIS_STATUS_SUCCESS:
            if NdisMRegisterScatterGatherDma(self.dma) == NDIS_STATUS_SUCCESS:
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        self.wait()
        if self.filled:
            NdisMFreeSharedMemory(self.block)
        NdisMDeregisterScatterGatherDma(self.dma)
        self.free()

    def wait(self):
        """No request is made any more; wait for the answer to an earlier one."""
        with self.lock:
            self.stopping = True
            asked = self.asked
        if asked:
            NdisWaitEvent(self.answered)

    def MiniportRestart(self):
        with self.lock:
            if not self.asked and not self.filled:
                self.asked = NdisMAllocateSharedMemoryAsyncEx(self.block) == NDIS_STATUS_PENDING
        return NDIS_STATUS_SUCCESS

    def MiniportSharedMemoryAllocateComplete(self, SharedMemory, Status):
        with self.lock:
            self.asked = False
            self.filled = Status == NDIS_STATUS_SUCCESS
            stopping = self.stopping
        if stopping:
            NdisSetEvent(self.answered)
