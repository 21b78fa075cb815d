"""A driver that does nothing, correctly."""

from miniport.model import *


class Quiet(Miniport):
    """Nothing but the handlers every driver must have."""

    def MiniportInitializeEx(self):
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return NdisMSetMiniportAttributes(MiniportAttributes.GENERAL)

    def MiniportHaltEx(self, HaltAction):
        pass

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
