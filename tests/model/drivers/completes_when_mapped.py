"""A driver that copies a send when it is given an SG list of it, and completes it."""

from miniport.model import *

from ...rules.base_mapping import Flow, Mapping


class CompletesWhenMapped(Mapping):
    """It asks for the list of each NET_BUFFER, and takes the first for the last."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
        elif not self.map(NetBufferList):
            self.complete(NetBufferList, NDIS_STATUS_RESOURCES)

    def map(self, nbl):
        """Ask for every list; whether they will all come."""
        wanted = nbl.NetBuffers
        while wanted > 0 and NdisMAllocateNetBufferSGList(nbl) == NDIS_STATUS_SUCCESS:
            wanted -= 1
        return wanted == 0

    def MiniportProcessSGList(self, NetBufferList):
        NdisMFreeNetBufferSGList(NetBufferList)
        self.complete(NetBufferList, NDIS_STATUS_SUCCESS)

    def OnPoll(self):
        pass
