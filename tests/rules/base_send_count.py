"""A correct driver that completes a send in its handler, and counts it while it has it."""

from miniport.model import *

from .base import Quiet


class Counting(Quiet):
    """Sends are accepted in Running only; the pause is over when the last one is completed."""

    context = Memory()
    lock = SpinLock()

    running: bool = False
    pausing: bool = False
    sends: Count = 0

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            self.free()
        return status

    def free(self):
        """Release what the driver has."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        self.free()

    def MiniportRestart(self):
        with self.lock:
            self.running = True
        return NDIS_STATUS_SUCCESS

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.running
            if accepted:
                self.sends += 1
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
        else:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)
            with self.lock:
                self.sends -= 1
                drained = self.pausing and self.sends == 0
                if drained:
                    self.pausing = False
            if drained:
                NdisMPauseComplete()

    def MiniportPause(self):
        with self.lock:
            self.running = False
            self.pausing = self.sends > 0
            pausing = self.pausing
        return NDIS_STATUS_PENDING if pausing else NDIS_STATUS_SUCCESS
