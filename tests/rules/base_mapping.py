"""A correct driver that maps its sends: one SG list each, in the ring when it is delivered."""

from miniport.model import *

from .base_polling import Flow, Polling


class Mapping(Polling):
    """What has no list waits for it, whatever happens; OnPoll takes what the hardware has sent."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    dma = ScatterGatherDma()

    def describe(self):
        if not super().describe():
            return False
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return False
        HwStart()
        return True

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if NdisAllocateTimerObject(self.poll) == NDIS_STATUS_SUCCESS:
            if self.describe():
                NdisSetTimerObject(self.poll)
                return NDIS_STATUS_SUCCESS
            NdisFreeTimerObject(self.poll)
        self.free()
        return NDIS_STATUS_FAILURE

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.poll)
        HwStop()
        NdisMDeregisterScatterGatherDma(self.dma)
        NdisFreeTimerObject(self.poll)
        self.free()

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
        elif NdisMAllocateNetBufferSGList(NetBufferList) != NDIS_STATUS_SUCCESS:
            self.complete(NetBufferList, NDIS_STATUS_RESOURCES)

    def MiniportProcessSGList(self, NetBufferList):
        with self.lock:
            HwTransmit(NetBufferList)

    def OnPoll(self):
        with self.lock:
            nbl = HwTransmitComplete()
        if nbl is not None:
            NdisMFreeNetBufferSGList(nbl)
            self.complete(nbl, NDIS_STATUS_SUCCESS)

    def complete(self, nbl, status):
        """Give a send back that has no list any more."""
        NdisMSendNetBufferListsComplete(nbl, status)
        self.ended()
