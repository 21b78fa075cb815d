"""A correct driver with a line interrupt, its DPC, and the I/O range both use."""

from miniport.model import *

from .base import Quiet


class Interrupting(Quiet):
    """The device works from MiniportInitializeEx to MiniportHaltEx; frames are dropped."""

    context = Memory()
    lock = SpinLock()
    ports = IoPortRange()
    interrupt = Interrupt()

    enabled: bool = False                  # may the device interrupt? (interrupt lock)

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.describe():
            if self.claim():
                self.start()
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def claim(self):
        """Claim the hardware; whether that succeeded."""
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return False
        if NdisMRegisterInterruptEx(self.interrupt) != NDIS_STATUS_SUCCESS:
            NdisMDeregisterIoPortRange(self.ports)
            return False
        return True

    def start(self):
        """Let the device work and interrupt."""
        HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()

    def stop(self):
        """Stop the device; a DPC that runs will not enable interrupts again."""
        with self.interrupt:
            self.enabled = False
            HwDisableInterrupts()
        HwStop()

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        self.stop()
        NdisMDeregisterInterruptEx(self.interrupt)
        NdisMDeregisterIoPortRange(self.ports)
        self.free()

    def MiniportInterrupt(self, dpc):
        if not self.enabled or not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        while HwReceive():
            pass
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()
