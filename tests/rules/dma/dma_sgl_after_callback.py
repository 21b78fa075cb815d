"""The send is handed to the hardware when the call that asks for its SG list has returned."""

from miniport.model import *

from ..base_mapping import Flow, Mapping

RULE = "dma.sgl-after-callback"
SCOPE = "send"
LENGTH = 21


class UsesListAtOnce(Mapping):
    """Takes SUCCESS for the list."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
        elif NdisMAllocateNetBufferSGList(NetBufferList) != NDIS_STATUS_SUCCESS:
            self.complete(NetBufferList, NDIS_STATUS_RESOURCES)
        else:
            with self.lock:
                HwTransmit(NetBufferList)

    def MiniportProcessSGList(self, NetBufferList):
        pass
