"""The interrupt handler asks the device whose interrupt it is, whatever state that is in."""

from miniport.model import *

from ..base_power import Sleeping

RULE = "pm.d3-no-hardware"
SCOPE = "power-line"
LENGTH = 24


class AsksTheDevice(Sleeping):
    """Another device on the line is enough."""

    def MiniportInterrupt(self, dpc):
        if not HwReadInterruptStatus() or not self.enabled:
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True
