"""DriverEntry fails after registration and leaves the driver registered."""

from miniport.model import *

from ..base_driver_object import Owning

RULE = "drv.entry-fail-undone"
SCOPE = "lifecycle"
LENGTH = 6


class StaysRegistered(Owning):
    """Frees its table, but does not deregister."""

    def DriverEntry(self):
        if NdisAllocateMemoryWithTagPriority(self.globals.table) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = NdisMRegisterMiniportDriver()
        if status == NDIS_STATUS_SUCCESS:
            status = NdisRegisterDeviceEx(self.control)
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.globals.table)
        return status
