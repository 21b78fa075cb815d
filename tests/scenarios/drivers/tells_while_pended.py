"""A work item tells those above of an event while a request is pended."""

from miniport.model import *

from ...rules.base_oid import Pending


class TellsWhilePended(Pending):
    """The request is answered by the same work item, afterwards."""

    item = IoWorkItem("OnWork")
    queued: bool = False

    def describe(self):
        if NdisAllocateIoWorkItem(self.item) != NDIS_STATUS_SUCCESS:
            return False
        if super().describe():
            return True
        NdisFreeIoWorkItem(self.item)
        return False

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            self.oid = OidRequest
        NdisQueueIoWorkItem(self.item)
        return NDIS_STATUS_PENDING

    def OnWork(self):
        NdisMNetPnPEvent()
        super().OnPoll()

    def OnPoll(self):
        pass
