"""Two blocks of shared memory are asked for at once."""

from miniport.model import *

from ...rules.base_growing import Growing


class AsksTwice(Growing):
    """Both are freed as soon as they come; ``open`` counts the requests."""

    other = SharedMemory()
    open: Count = 0

    def MiniportRestart(self):
        with self.lock:
            if self.open == 0:
                if NdisMAllocateSharedMemoryAsyncEx(self.block) == NDIS_STATUS_PENDING:
                    self.open += 1
                if NdisMAllocateSharedMemoryAsyncEx(self.other) == NDIS_STATUS_PENDING:
                    self.open += 1
        return NDIS_STATUS_SUCCESS

    def wait(self):
        with self.lock:
            self.stopping = True
            asked = self.open > 0
        if asked:
            NdisWaitEvent(self.answered)

    def MiniportSharedMemoryAllocateComplete(self, SharedMemory, Status):
        if Status == NDIS_STATUS_SUCCESS:
            NdisMFreeSharedMemory(SharedMemory)
        with self.lock:
            self.open -= 1
            last = self.stopping and self.open == 0
        if last:
            NdisSetEvent(self.answered)
