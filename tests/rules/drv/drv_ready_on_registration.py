"""DriverEntry forgets the table that MiniportInitializeEx uses."""

from miniport.model import *

from ..base_driver_object import Owning

RULE = "drv.ready-on-registration"
SCOPE = "lifecycle"
LENGTH = 5


class NoTable(Owning):
    """Only registers."""

    def DriverEntry(self):
        return NdisMRegisterMiniportDriver()

    def MiniportDriverUnload(self):
        NdisMDeregisterMiniportDriver()
