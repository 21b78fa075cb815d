"""A work item allocates a port; halt waits only until it has been told of it."""

from miniport.model import *

from ...rules.base_workitem import Working


class AllocatesUnwaited(Working):
    """Halt frees the port it knows of; of one that is just being allocated it knows nothing."""

    port = Port()
    lock = SpinLock()

    known: bool = False

    def describe(self):
        NdisAllocateSpinLock(self.lock)
        if not super().describe():
            NdisFreeSpinLock(self.lock)
            return False
        return True

    def MiniportRestart(self):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_SUCCESS

    def OnWork(self):
        if NdisMAllocatePort(self.port) == NDIS_STATUS_SUCCESS:
            with self.lock:
                self.known = True

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            known = self.known
        if known:
            NdisMFreePort(self.port)
        NdisFreeIoWorkItem(self.work)
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)
