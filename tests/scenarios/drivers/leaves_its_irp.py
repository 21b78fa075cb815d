"""A driver that leaves it to the bus driver to end its read when the device is removed."""

from miniport.model import *

from ...rules.base_irp import Reading


class LeavesItsIrp(Reading):
    """Nothing is cancelled; MiniportHaltEx waits for what need not come."""

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        pass

    def MiniportHaltEx(self, HaltAction):
        NdisWaitEvent(self.ended)
        IoFreeIrp(self.read)
        self.free()
