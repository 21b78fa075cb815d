"""A correct driver with a line interrupt that takes its device to low power and back."""

from miniport.model import *

from .base_interrupt import Interrupting


class Sleeping(Interrupting):
    """``low`` keeps the DPC away from the device, ``enabled`` the interrupt handler."""

    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    low: bool = False
    filter: bool = False                   # the packet filter is not zero

    def stop(self):
        with self.interrupt:
            if self.enabled:
                self.enabled = False
                HwDisableInterrupts()
        with self.lock:
            if not self.low:
                HwStop()

    def MiniportOidRequest(self, OidRequest):
        kind = OidRequest.Oid
        if kind == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
                self.rise()
            else:
                self.stop()
                with self.lock:
                    self.low = True
        elif kind == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
            with self.lock:
                self.filter = True
                HwSetPacketFilter()
        return NDIS_STATUS_SUCCESS

    def rise(self):
        """Restore the device, if it slept."""
        with self.lock:
            low = self.low
            self.low = False
            HwSetPacketFilter(self.filter)
        if low:
            self.start()

    def MiniportInterruptDPC(self):
        with self.lock:
            if not self.low:
                while HwReceive():
                    pass
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()
