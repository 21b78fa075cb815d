"""MiniportPause uses a lock that MiniportInitializeEx has not set up."""

from miniport.model import *

from ..base import Quiet

RULE = "init.success-usable"
SCOPE = "lifecycle"
LENGTH = 11


class NoLock(Quiet):
    """Forgets NdisAllocateSpinLock."""

    lock = SpinLock()

    pauses: bool = False

    def MiniportPause(self):
        with self.lock:
            self.pauses = True
        return NDIS_STATUS_SUCCESS
