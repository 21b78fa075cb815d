"""A driver of NDIS 5.x that claims what it needs before it sets the attributes."""

from miniport.model import *

from ...rules.base5 import Quiet5


class ClaimsEarly(Quiet5):
    """An I/O range, and map registers, without which it copies by itself."""

    ports = IoPortRange()
    registers = MapRegisters()
    copies: bool = False

    def MiniportInitialize(self):
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        self.copies = NdisMAllocateMapRegisters(self.registers) != NDIS_STATUS_SUCCESS
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_BUS_MASTER,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportHalt(self):
        if not self.copies:
            NdisMFreeMapRegisters(self.registers)
        NdisMDeregisterIoPortRange(self.ports)
