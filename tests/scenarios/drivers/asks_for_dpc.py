"""A driver whose ISR asks for a DPC for every interrupt; its initialization may fail late."""

from miniport.model import *

from ...rules.base_interrupt import Interrupting


class AsksForDpc(Interrupting):
    """The DPC asks for another one; MiniportInitializeEx ends with a self-test of the device."""

    def claim(self):
        if not super().claim():
            return False
        if not HwReady():
            NdisMDeregisterInterruptEx(self.interrupt)
            NdisMDeregisterIoPortRange(self.ports)
            return False
        return True

    def MiniportInterrupt(self, dpc):
        dpc.QueueDefaultInterruptDpc = True
        return False

    def MiniportInterruptDPC(self):
        NdisStallExecution()
        if maybe():
            queued = NdisMQueueDpc(self.interrupt)
            NdisStallExecution(1 if queued else 2)
