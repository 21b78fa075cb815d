"""A correct driver that queues sends, and gives them back before it goes to low power."""

from miniport.model import *

from .base_polling import Flow
from .base_send import Queueing


class Dozing(Queueing):
    """In low power it does not poll; a periodic timer is quiet when its cancel has returned."""

    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    low: bool = False

    def refusal(self):
        """Why a send is not accepted, or NDIS_STATUS_SUCCESS.  (Lock held.)"""
        if self.low:
            return NDIS_STATUS_LOW_POWER_STATE
        return NDIS_STATUS_SUCCESS if self.flow == Flow.RUNNING else NDIS_STATUS_PAUSED

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            status = self.refusal()
            if status == NDIS_STATUS_SUCCESS:
                self.busy += 1
                self.queue.append(NetBufferList)
        if status != NDIS_STATUS_SUCCESS:
            NdisMSendNetBufferListsComplete(NetBufferList, status)

    def flush(self, status):
        """Complete every send of the queue."""
        found = True
        while found:
            nbl = self.take()
            found = nbl is not None
            if found:
                self.complete(nbl, status)

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
                with self.lock:
                    self.low = False
                NdisSetTimerObject(self.poll)
            else:
                with self.lock:
                    self.low = True
                NdisCancelTimerObject(self.poll)
                self.flush(NDIS_STATUS_LOW_POWER_STATE)
        return NDIS_STATUS_SUCCESS
