"""An intermediate driver with a lock for each direction takes both, in either order."""

from miniport.model import *
from miniport.model.drivers.intermediate5 import Intermediate

RULE = "lock.order"
SCOPE = "ndis5-layered"
LENGTH = 25


class TwoLocks(Intermediate):
    """The full-duplex treatment of NDIS does not help against it."""

    down = SpinLock()
    up = SpinLock()

    def fill_pool(self):
        NdisAllocateSpinLock(self.down)
        NdisAllocateSpinLock(self.up)
        return super().fill_pool()

    def free_pool(self):
        NdisFreeSpinLock(self.up)
        NdisFreeSpinLock(self.down)
        super().free_pool()

    def MiniportSendPackets(self, Packet):
        with self.down:
            with self.up:
                pass
        NdisMSendComplete(Packet, NDIS_STATUS_SUCCESS)

    def ProtocolReceive(self):
        with self.up:
            with self.down:
                pass
