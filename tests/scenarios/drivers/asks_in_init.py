"""MiniportInitializeEx asks for shared memory and then fails, without waiting for the answer."""

from miniport.model import *

from ...rules.base import Quiet


class AsksInInit(Quiet):
    """Its last step is a device that may not be ready."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    context = Memory()
    dma = ScatterGatherDma()
    block = SharedMemory()

    filled: bool = False

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) == NDIS_STATUS_SUCCESS:
            if NdisMRegisterScatterGatherDma(self.dma) == NDIS_STATUS_SUCCESS:
                NdisMAllocateSharedMemoryAsyncEx(self.block)
                if HwReady():
                    NdisMSetMiniportAttributes(MiniportAttributes.GENERAL)
                    return NDIS_STATUS_SUCCESS
                NdisMDeregisterScatterGatherDma(self.dma)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def MiniportSharedMemoryAllocateComplete(self, SharedMemory, Status):
        self.filled = Status == NDIS_STATUS_SUCCESS
