"""The I/O range is registered before the attributes are set."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "init.registration-first"
SCOPE = "lifecycle"
LENGTH = 6


class PortsFirst(Claiming):
    """Claims hardware as its first act."""

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisMRegisterIoPortRange(self.ports) == NDIS_STATUS_SUCCESS:
            if self.describe():
                if self.prepare_ring():
                    return NDIS_STATUS_SUCCESS
            NdisMDeregisterIoPortRange(self.ports)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE
