"""NDIS disconnects the interrupt and returns without waiting for the DPCs scheduled."""

from miniport.model import *
from miniport.model.ndis.interrupt import Connection, disconnect

from ..base_interrupt import Interrupting

REPLACES = "miniport.model.ndis.interrupt:NdisMDeregisterInterruptEx"
RULE = "intr.silent-after-deregister"
SCOPE = "interrupts"
LENGTH = 26


def NdisMDeregisterInterruptEx(interrupt):
    """Deregister without a wait."""
    disconnect(interrupt)
    interrupt.connection = Connection.NONE


class Driver(Interrupting):
    """A driver that relies on it."""
