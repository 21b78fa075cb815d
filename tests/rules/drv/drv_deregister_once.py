"""The driver is unloaded and still registered."""

from miniport.model import *

from ..base_driver_object import Owning

RULE = "drv.deregister-once"
SCOPE = "lifecycle"
LENGTH = 9


class NeverDeregisters(Owning):
    """MiniportDriverUnload releases everything but the registration."""

    def MiniportDriverUnload(self):
        NdisDeregisterDeviceEx(self.control)
        NdisFreeMemory(self.globals.table)
