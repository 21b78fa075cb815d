"""The first adapter makes the lock of all; the second may want it before it has been made."""

from miniport.model import *

from ..base_shared import Counting, Shared

RULE = "drv.ready-on-registration"
SCOPE = "two-adapters"
LENGTH = 15


class MadeLate(Shared):
    """Its lock is made by whoever comes first."""

    made: bool = False


class FirstAdapterMakesLock(Counting):
    """DriverEntry leaves the lock to the first adapter."""

    shared = MadeLate()

    def DriverEntry(self):
        return NdisMRegisterMiniportDriver()

    def MiniportDriverUnload(self):
        if self.shared.made:
            NdisFreeSpinLock(self.shared.lock)
        NdisMDeregisterMiniportDriver()

    def join(self):
        if not InterlockedExchange(self.shared.made, True):
            NdisAllocateSpinLock(self.shared.lock)
        super().join()
