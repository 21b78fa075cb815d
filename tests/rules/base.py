"""The smallest correct driver."""

from miniport.model import *


class Quiet(Miniport):
    """Nothing but the handlers every driver must have."""

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS if self.describe() else NDIS_STATUS_FAILURE

    def describe(self):
        """Set the attributes; whether that succeeded."""
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return False
        return NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) == NDIS_STATUS_SUCCESS

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
