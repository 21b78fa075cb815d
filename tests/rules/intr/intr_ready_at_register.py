"""The interrupt is registered before the I/O range that its handlers read."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.ready-at-register"
SCOPE = "interrupts"
LENGTH = 11
BECAUSE = (
    "A range that is claimed too late is also claimed out of order, and used before"
    " and after."
)


class RegistersTooEarly(Interrupting):
    """The line is shared: the ISR is called at once, and looks at the device."""

    def claim(self):
        if NdisMRegisterInterruptEx(self.interrupt) != NDIS_STATUS_SUCCESS:
            return False
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            NdisMDeregisterInterruptEx(self.interrupt)
            return False
        return True

    def MiniportInterrupt(self, dpc):
        if not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True
