"""A correct driver with optional PnP handlers: it keeps a table from add to remove."""

from miniport.model import *

from .base import Quiet


class OfDevice(DeviceData):
    """What MiniportAddDevice sets up."""

    table = Memory()


class Added(Quiet):
    """Every life of the adapter uses the table that MiniportAddDevice has allocated."""

    device = OfDevice()

    def MiniportSetOptions(self):
        return NdisSetOptionalHandlers()

    def MiniportAddDevice(self):
        return NdisAllocateMemoryWithTagPriority(self.device.table)

    def MiniportFilterResourceRequirements(self):
        NdisZeroMemory(self.device.table)
        return NDIS_STATUS_SUCCESS

    def MiniportRemoveDevice(self):
        NdisFreeMemory(self.device.table)

    def MiniportInitializeEx(self):
        NdisZeroMemory(self.device.table)
        return super().MiniportInitializeEx()
