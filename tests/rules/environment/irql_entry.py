"""NDIS calls MiniportInterruptDPC at PASSIVE_LEVEL."""

from miniport.model import *
from miniport.model.ndis.status import PASSIVE_LEVEL
from miniport.model.ndis.thread import Entry, enter

from ..base_interrupt import Interrupting

REPLACES = "miniport.model.ndis.dpc:begin_dpc"
RULE = "irql.entry"
SCOPE = "interrupts"
LENGTH = 20


@atomic
def begin_dpc(interrupt):
    """A queued DPC starts at the IRQL of the thread it interrupted."""
    interrupt.dpcs -= 1
    interrupt.running += 1
    enter(Entry.DPC, PASSIVE_LEVEL)


class Driver(Interrupting):
    """A driver that relies on it."""
