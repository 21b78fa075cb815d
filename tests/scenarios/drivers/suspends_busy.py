"""A driver that goes to low power whatever it has begun."""

from miniport.model import *

from ...rules.base_receive_restart import Greeting


class SuspendsBusy(Greeting):
    """What was indicated in MiniportRestart may still be above, and a work item be queued."""

    work = IoWorkItem("OnWork")

    def MiniportInitializeEx(self):
        if NdisAllocateIoWorkItem(self.work) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = super().MiniportInitializeEx()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeIoWorkItem(self.work)
        return status

    def MiniportHaltEx(self, HaltAction):
        NdisFreeIoWorkItem(self.work)
        super().MiniportHaltEx(HaltAction)

    def MiniportIdleNotification(self, ForceIdle):
        NdisQueueIoWorkItem(self.work)
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD2)
        return NDIS_STATUS_PENDING

    def MiniportCancelIdleNotification(self):
        NdisMIdleNotificationComplete()

    def OnWork(self):
        pass
