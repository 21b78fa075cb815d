"""When the removal is notified, the driver waits for the device to stop."""

from miniport.model import *

from ..base import Quiet

RULE = "pnp.gone-safe"
SCOPE = "removal-oids"
LENGTH = 9


class Waits(Quiet):
    """A device that is gone never says that it is ready."""

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        while not HwReady():
            NdisMSleep()
