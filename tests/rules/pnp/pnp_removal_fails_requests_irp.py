"""An IRP is left with the bus driver when the removal is notified."""

from miniport.model import *

from ..base_irp import Reading

RULE = "pnp.removal-fails-requests"
SCOPE = "irps"
LENGTH = 14


class DoesNotCancel(Reading):
    """A bus driver need not complete what was asked of a device that is gone."""

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        with self.lock:
            self.stopping = True

    def MiniportHaltEx(self, HaltAction):
        NdisWaitEvent(self.ended)
        IoFreeIrp(self.read)
        self.free()
