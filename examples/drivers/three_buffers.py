"""A driver that was tried with one buffer, two and three: it is wrong from four on.

``miniport check`` explores two, and finds nothing; ``miniport prove`` breaks it with four:

    miniport prove examples/drivers/three_buffers.py --scope lifecycle
"""

from _quiet import Quiet

from miniport.model import *

BUFFERS = 3


class ThreeBuffers(Quiet):
    """Whoever wrote release() knew how many buffers there are."""

    pool = NetBufferListPool()
    free: Queue[RECEIVE_NET_BUFFER_LIST]

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_RESOURCES
        if self.fill() and self.describe():
            return NDIS_STATUS_SUCCESS
        self.release()
        return NDIS_STATUS_FAILURE

    def fill(self):
        """Allocate the buffers; whether there was memory for all."""
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.pool)
            if nbl is None:
                return False
            self.free.append(nbl)
        return True

    def describe(self):
        """Tell NDIS what it has to know; whether it takes it."""
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return False
        return NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) == NDIS_STATUS_SUCCESS

    def release(self):
        """Free the buffers: three of them, where it should be all."""
        for _ in range(BUFFERS):
            if self.free:
                NdisFreeNetBufferList(self.free.popleft())
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        self.release()
