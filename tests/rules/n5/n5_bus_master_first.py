"""Map registers are asked for without the flag that they need."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.bus-master-first"
SCOPE = "ndis5"
LENGTH = 7


class NoBusMaster(Quiet5):
    """Says that its NIC is no bus master, and wants map registers."""

    registers = MapRegisters()

    def MiniportInitialize(self):
        NdisMSetAttributes(False, NdisInterfacePci)
        return NdisMAllocateMapRegisters(self.registers)

    def MiniportHalt(self):
        NdisMFreeMapRegisters(self.registers)
