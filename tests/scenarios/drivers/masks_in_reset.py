"""A driver whose reset masks the device's interrupts, and whose DPC unmasks them in any case."""

from miniport.model import *

from ...rules.base_interrupt import Interrupting


class MasksInReset(Interrupting):
    """Every check-for-hang asks for a reset."""

    def MiniportCheckForHangEx(self):
        return True

    def MiniportResetEx(self, AddressingReset):
        HwDisableInterrupts()
        HwStop()
        HwStart()
        HwEnableInterrupts()
        return NDIS_STATUS_SUCCESS

    def MiniportInterruptDPC(self):
        while HwReceive():
            pass
        HwEnableInterrupts()
