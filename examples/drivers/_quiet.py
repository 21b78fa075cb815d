"""A driver that has nothing to do with packets: what the examples beside it have in common."""

from miniport.model import *


class Quiet(Miniport):
    """MiniportInitializeEx and MiniportHaltEx, around what ``build`` and ``unbuild`` do.

    It does not know whether it is paused or sleeps, and completes every send at once: right
    where nothing is sent and the power stays (scopes lifecycle, timers, receive, oids), and
    found out where it is not (``pause.rejects-status``, ``pm.dx-quiesced``).
    """

    context = Memory()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_FAILURE
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_FAILURE
        if self.build():
            return NDIS_STATUS_SUCCESS
        self.unbuild()
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def build(self):
        """Acquire what there is any number of; whether it was all there."""
        return True

    def unbuild(self):
        """Release what was acquired."""

    def MiniportHaltEx(self, HaltAction):
        self.unbuild()
        NdisFreeMemory(self.context)

    def MiniportPause(self):
        return NDIS_STATUS_SUCCESS

    def MiniportRestart(self):
        return NDIS_STATUS_SUCCESS

    def MiniportShutdownEx(self, ShutdownAction):
        pass

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        pass

    def MiniportSendNetBufferLists(self, NetBufferList):
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)

    def MiniportCancelSend(self, CancelId):
        pass

    def MiniportReturnNetBufferLists(self, NetBufferList):
        pass

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        pass
