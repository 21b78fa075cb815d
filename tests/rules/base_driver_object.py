"""A correct driver that has something of its own beside its adapter: a table, a device object."""

from miniport.model import *

from .base import Quiet


class Globals(DriverData):
    """What belongs to the driver as a whole."""

    table = Memory()


class Owning(Quiet):
    """DriverEntry acquires, MiniportDriverUnload releases; every adapter uses the table."""

    globals = Globals()
    control = DeviceObject()

    def DriverEntry(self):
        if NdisAllocateMemoryWithTagPriority(self.globals.table) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = NdisMRegisterMiniportDriver()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.globals.table)
            return status
        status = NdisRegisterDeviceEx(self.control)
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.globals.table)
            NdisMDeregisterMiniportDriver()
        return status

    def MiniportDriverUnload(self):
        NdisDeregisterDeviceEx(self.control)
        NdisFreeMemory(self.globals.table)
        NdisMDeregisterMiniportDriver()

    def MiniportInitializeEx(self):
        NdisZeroMemory(self.globals.table)
        return super().MiniportInitializeEx()
