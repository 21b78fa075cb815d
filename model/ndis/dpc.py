"""Interrupt DPCs: one queued per processor, several running at once.

Facts: a second request for a processor that has one queued is dropped, which only the result tells
[ddi: nf-ndis-ndismqueuedpcex.md]; the handler can run in parallel with itself
[ddi: nc-ndis-miniport_interrupt_dpc.md].  The option ``dpc_processors`` (1 or 2) is the number of
processors that run them.
"""

from __future__ import annotations

from ..language import Final, atomic, driver, options, wait_until
from .ddi import called
from .interrupt import Interrupt, interrupt_delivered, interrupt_used, queue_dpc
from .status import DISPATCH_LEVEL, HIGH_LEVEL
from .thread import Entry, Thread, enter, leave


@atomic
def NdisMQueueDpc(interrupt):
    """Ask for the DPC on some processor; False if one is queued there already."""
    called(HIGH_LEVEL)
    interrupt_used(interrupt)
    return queue_dpc(interrupt)


@atomic
def begin_dpc(interrupt):
    """A queued DPC starts."""
    interrupt.dpcs -= 1
    interrupt.running += 1
    enter(Entry.DPC, DISPATCH_LEVEL)
    interrupt_delivered(interrupt)


@atomic
def end_dpc(interrupt):
    """A DPC has ended."""
    leave()
    interrupt.running -= 1


class DpcProcessor(Thread):
    """A processor that runs the DPCs of one interrupt."""

    kind: Final = "dpc"
    for_each: Final = Interrupt
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.dpcs > 0)
                begin_dpc(self.object)
            driver.MiniportInterruptDPC()
            end_dpc(self.object)


class DpcProcessorAgain(DpcProcessor):
    """Another processor, for a DPC that starts while an earlier one is running."""

    def run(self):
        while True:
            with atomic():
                wait_until(options.dpc_processors == 2)
                wait_until(self.object.dpcs > 0 and self.object.running == 1)
                begin_dpc(self.object)
            driver.MiniportInterruptDPC()
            end_dpc(self.object)
