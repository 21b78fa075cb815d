"""An intermediate driver with a lock for each direction, which takes both in either order."""

from miniport.model import *
from miniport.model.drivers.intermediate5 import Intermediate


class TwoLocks(Intermediate):
    """Sends look at what is received, and the other way round."""

    down = SpinLock()
    up = SpinLock()

    def MiniportInitialize(self):
        NdisAllocateSpinLock(self.down)
        NdisAllocateSpinLock(self.up)
        return super().MiniportInitialize()

    def MiniportSendPackets(self, Packet):
        with self.down:
            with self.up:
                pass
        NdisMSendComplete(Packet, NDIS_STATUS_SUCCESS)

    def ProtocolReceive(self):
        with self.up:
            with self.down:
                pass
