"""An OID request that waits for hardware is left pended when the removal is notified."""

from miniport.model import *

from ..base import Quiet

RULE = "pnp.removal-fails-requests"
SCOPE = "removal-oids"
LENGTH = 14


class Keeps(Quiet):
    """The hardware answers, as long as it is there."""

    context = Memory()
    lock = SpinLock()
    poll = TimerObject("OnPoll", periodic=True)

    oid: NDIS_OID_REQUEST = None

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if super().MiniportInitializeEx() == NDIS_STATUS_SUCCESS:
            if NdisAllocateTimerObject(self.poll) == NDIS_STATUS_SUCCESS:
                NdisSetTimerObject(self.poll)
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        NdisCancelTimerObject(self.poll)
        NdisFreeTimerObject(self.poll)
        self.free()

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            self.oid = OidRequest
        return NDIS_STATUS_PENDING

    def OnPoll(self):
        oid: NDIS_OID_REQUEST = None
        with self.lock:
            if HwReady():
                oid = self.oid
                self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
