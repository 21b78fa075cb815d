"""The I/O range is claimed before NDIS knows the attributes."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.attributes-first"
SCOPE = "ndis5"
LENGTH = 6


class ClaimsFirst(Quiet5):
    """Asks for the range at once."""

    ports = IoPortRange()

    def MiniportInitialize(self):
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        NdisMSetAttributes(False, NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportHalt(self):
        NdisMDeregisterIoPortRange(self.ports)
