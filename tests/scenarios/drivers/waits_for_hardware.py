"""A driver that leaves everything to the hardware, and gives up when the removal is notified."""

from eager_interrupt import EagerInterrupt

from miniport.model import *


class WaitsForHardware(EagerInterrupt):
    """One send, one OID request and one reset at a time wait for a hardware that never answers."""

    removed: bool = False
    resetting: bool = False
    send: NET_BUFFER_LIST = None
    oid: NDIS_OID_REQUEST = None

    def MiniportSendNetBufferLists(self, NetBufferList):
        with atomic():
            refused = self.removed or self.send is not None
            if not refused:
                self.send = NetBufferList
        if refused:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_NOT_ACCEPTED)

    def MiniportOidRequest(self, OidRequest):
        with atomic():
            if self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            self.oid = OidRequest
        return NDIS_STATUS_PENDING

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        with atomic():
            if self.removed:
                return NDIS_STATUS_HARD_ERRORS
            self.resetting = True
        return NDIS_STATUS_PENDING

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        with atomic():
            self.removed = True
            send = self.send
            oid = self.oid
            resetting = self.resetting
            self.send = None
            self.oid = None
            self.resetting = False
        if send is not None:
            NdisMSendNetBufferListsComplete(send, NDIS_STATUS_NOT_ACCEPTED)
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_NOT_ACCEPTED)
        if resetting:
            NdisMResetComplete(NDIS_STATUS_HARD_ERRORS, False)
