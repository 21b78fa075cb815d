"""A send of several NET_BUFFERs for one of which there is no SG list fails at once."""

from miniport.model import *

from ...rules.base_mapping import Flow, Mapping


class LeavesLists(Mapping):
    """Forgets that the lists of the others are there, or on their way."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
        status = NDIS_STATUS_SUCCESS if accepted else NDIS_STATUS_PAUSED
        wanted = NetBufferList.NetBuffers if accepted else 0
        while wanted > 0 and status == NDIS_STATUS_SUCCESS:
            wanted -= 1
            status = NdisMAllocateNetBufferSGList(NetBufferList)
        if status != NDIS_STATUS_SUCCESS:
            NdisMSendNetBufferListsComplete(NetBufferList, status)
            if accepted:
                self.ended()

    def MiniportProcessSGList(self, NetBufferList):
        pass
