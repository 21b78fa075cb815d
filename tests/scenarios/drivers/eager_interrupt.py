"""A driver whose ISR always asks for the DPC; MiniportInitializeEx may fail after it."""

from miniport.model import *


class EagerInterrupt(Miniport):
    """Takes every interrupt for its own."""

    context = Memory()
    interrupt = Interrupt()

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) == NDIS_STATUS_SUCCESS:
            if NdisMRegisterInterruptEx(self.interrupt) == NDIS_STATUS_SUCCESS:
                if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) == NDIS_STATUS_SUCCESS:
                    return NDIS_STATUS_SUCCESS
                NdisMDeregisterInterruptEx(self.interrupt)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def MiniportInterrupt(self, dpc):
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        if HwReady():
            return
        NdisMRemoveMiniport()

    def MiniportHaltEx(self, HaltAction):
        NdisMDeregisterInterruptEx(self.interrupt)
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
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_FAILURE)

    def MiniportCancelSend(self, CancelId):
        pass

    def MiniportReturnNetBufferLists(self, NetBufferList):
        pass

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        pass
