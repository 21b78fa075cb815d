"""A correct driver whose MiniportSetOptions acquires something before it can fail."""

from miniport.model import *

from .base import Quiet


class OfDriver(DriverData):
    """What MiniportSetOptions sets up."""

    table = Memory()


class Optional(Quiet):
    """MiniportSetOptions undoes what it did if it fails, else MiniportDriverUnload does."""

    globals = OfDriver()

    def MiniportSetOptions(self):
        if NdisAllocateMemoryWithTagPriority(self.globals.table) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        status = NdisSetOptionalHandlers()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.globals.table)
        return status

    def MiniportDriverUnload(self):
        NdisFreeMemory(self.globals.table)
        NdisMDeregisterMiniportDriver()
