"""A driver that has itself paused by a work item, which also answers the pended request."""

from miniport.model import *

from ...rules.base_workitem import Working


class RequiresPause(Working):
    """The work item of the request holds the lock, too, while it waits for the pause."""

    lock = SpinLock()
    oid: NDIS_OID_REQUEST = None
    running: bool = False

    def MiniportInitializeEx(self):
        status = super().MiniportInitializeEx()
        if status == NDIS_STATUS_SUCCESS:
            NdisAllocateSpinLock(self.lock)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisFreeSpinLock(self.lock)
        super().MiniportHaltEx(HaltAction)

    def MiniportRestart(self):
        with self.lock:
            self.running = True
        return NDIS_STATUS_SUCCESS

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            self.oid = OidRequest
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_PENDING

    def MiniportPause(self):
        with self.lock:
            self.running = False
        return NDIS_STATUS_SUCCESS

    def OnWork(self):
        with self.lock:
            NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventRequirePause)
            oid = self.oid
        NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
