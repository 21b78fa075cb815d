"""A correct driver with a WDM lower edge that has a read under way all the time."""

from miniport.model import *

from .base import Quiet


class Reading(Quiet):
    """What is read is thrown away; MiniportHaltEx cancels the read and waits for its routine."""

    context = Memory()
    lock = SpinLock()
    read = UsbBulkInIrp("OnRead")
    ended = NdisEvent()

    stopping: bool = False                 # no read is begun any more

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        NdisInitializeEvent(self.ended)
        if self.describe():
            if IoAllocateIrp(self.read) == NDIS_STATUS_SUCCESS:
                IoCallDriver(self.read)
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
        IoCancelIrp(self.read)
        NdisWaitEvent(self.ended)
        IoFreeIrp(self.read)
        self.free()

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            with self.lock:
                self.stopping = True
            IoCancelIrp(self.read)

    def OnRead(self):
        with self.lock:
            # After an error the device is gone, or the next read would fail as well.
            again = not self.stopping and self.read.Status == STATUS_SUCCESS
            if again:
                IoReuseIrp(self.read)
        if again:
            IoCallDriver(self.read)
        else:
            NdisSetEvent(self.ended)
