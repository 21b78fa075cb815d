"""A correct driver that counts its adapters in memory all of them share."""

from miniport.model import *

from .base import Quiet


class Shared(DriverData):
    """What all adapters share."""

    lock = SpinLock()
    adapters: Count = 0


class Counting(Quiet):
    """Initialization counts up and halt counts down, under the lock DriverEntry has made."""

    shared = Shared()
    context = Memory()

    def DriverEntry(self):
        NdisAllocateSpinLock(self.shared.lock)
        status = NdisMRegisterMiniportDriver()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeSpinLock(self.shared.lock)
        return status

    def MiniportDriverUnload(self):
        NdisFreeSpinLock(self.shared.lock)
        NdisMDeregisterMiniportDriver()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return status
        self.join()
        return NDIS_STATUS_SUCCESS

    def join(self):
        """One more adapter."""
        with self.shared.lock:
            self.shared.adapters += 1

    def MiniportHaltEx(self, HaltAction):
        with self.shared.lock:
            self.shared.adapters -= 1
        NdisFreeMemory(self.context)
