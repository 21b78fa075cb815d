"""What the reference driver does about power: to D3 and back, with or without a pause.

OID_PNP_SET_POWER is the work item's, for it waits for DPCs.  ``low`` (lock) is set before anything
else is done and cleared when the device is back: it keeps sends, receives and the watchdog out.
The interrupt handler is kept out by the mask: with ``enabled`` False it leaves the device alone.
"""

from __future__ import annotations

from miniport.model import *


class SamplePower(Miniport):
    """The part of the driver that is called with SET_POWER."""

    # SET_POWER comes in Running, too: nothing here relies on a pause.
    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    low: bool = False                      # in low power, or on the way there
    set_power: NDIS_OID_REQUEST = None     # waits for the work item
    settling: NDIS_OID_REQUEST = None      # to low power: waits for the last send

    def begin_power(self, oid):
        """Take SET_POWER for the work item; the way down begins at once.  (Lock held.)"""
        self.set_power = oid
        self.oids += 1                         # a reset waits for it, and touches no hardware
        if oid.DevicePowerState > NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            self.low = True

    def change_power(self, oid):
        """Do what SET_POWER asks for, and complete it.  (Work item.)"""
        settled: NDIS_OID_REQUEST = oid
        if oid.DevicePowerState > NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            self.power_down()
            with self.lock:
                self.settling = oid
                # Sends that others are completing at this moment end soon.
                settled = self.settled()
        else:
            self.power_up()
        self.end_power(settled)

    def power_down(self):
        """Leave the device quiet, and nothing that would reach for it."""
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UNKNOWN)
        self.mask()
        HwStop()                               # it touches the buffers in the ring no longer
        self.flush(NDIS_STATUS_LOW_POWER_STATE)
        NdisCancelTimerObject(self.watchdog)
        # With the last DPC ends the last indicate call.  What has been indicated may stay above.
        KeFlushQueuedDpcs()

    def power_up(self):
        """Give the device back what it has forgotten, if it slept at all."""
        with self.lock:
            risen = self.low and not self.removed
            if risen:
                self.low = False
                HwSetPacketFilter(self.filter)
                self.start_device()
                NdisSetTimerObject(self.watchdog)
        if risen:
            NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UP)

    def settled(self) -> NDIS_OID_REQUEST:
        """The SET_POWER that the caller has to complete now, or None.  (Lock held.)"""
        oid: NDIS_OID_REQUEST = None
        if self.sends == 0:
            oid = self.settling
            self.settling = None
        return oid

    def end_power(self, oid):
        """Complete the SET_POWER, if there is one: the device may be without power from now on."""
        if oid is not None:
            self.complete_oid(oid, NDIS_STATUS_SUCCESS)
