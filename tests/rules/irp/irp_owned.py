"""A driver with one IRP begins a second read with it."""

from miniport.model import *

from ..base_irp import Reading

RULE = "irp.owned"
SCOPE = "irps"
LENGTH = 14


class ReadsTwice(Reading):
    """The read of MiniportInitializeEx is still under way when the adapter is restarted."""

    def MiniportRestart(self):
        IoCallDriver(self.read)
        return NDIS_STATUS_SUCCESS
