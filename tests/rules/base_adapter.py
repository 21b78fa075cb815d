"""A correct driver with a context, a registry handle, an I/O range, DMA and a shared ring."""

from miniport.model import *

from .base import Quiet


class Claiming(Quiet):
    """Acquires in the usual order and releases backwards; the device stays idle."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    context = Memory()
    registry = Configuration()
    ports = IoPortRange()
    dma = ScatterGatherDma()
    ring = SharedMemory()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if self.describe():
            if NdisMRegisterIoPortRange(self.ports) == NDIS_STATUS_SUCCESS:
                if self.prepare_ring():
                    return NDIS_STATUS_SUCCESS
                NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def describe(self):
        """Read the registry and set the attributes; whether that succeeded."""
        if NdisOpenConfigurationEx(self.registry) != NDIS_STATUS_SUCCESS:
            return False
        NdisReadConfiguration(self.registry)
        NdisCloseConfiguration(self.registry)
        return super().describe()

    def prepare_ring(self):
        """Register DMA and allocate the ring; whether that succeeded."""
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return False
        if NdisMAllocateSharedMemory(self.ring) != NDIS_STATUS_SUCCESS:
            NdisMDeregisterScatterGatherDma(self.dma)
            return False
        return True

    def MiniportHaltEx(self, HaltAction):
        NdisMFreeSharedMemory(self.ring)
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
