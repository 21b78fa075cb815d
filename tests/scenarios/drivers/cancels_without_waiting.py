"""A driver that cancels its read when the device is removed, and does not wait for the end."""

from miniport.model import *

from ...rules.base_irp import Reading


class CancelsWithoutWaiting(Reading):
    """MiniportHaltEx takes for granted that what was cancelled has been completed."""

    def MiniportHaltEx(self, HaltAction):
        IoFreeIrp(self.read)
        self.free()
