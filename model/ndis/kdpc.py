"""DPC objects of the kernel that a driver queues itself.

Facts: a queued DPC object is not queued again; a queued one can be removed, a running one runs on
[ddi: wdm/nf-wdm-keinsertqueuedpc.md] [ddi: wdm/nf-wdm-keremovequeuedpc.md].  KeFlushQueuedDpcs,
at PASSIVE_LEVEL, returns when every DPC queued before it has finished
[ddi: wdm/nf-wdm-keflushqueueddpcs.md]: interrupt and timer DPCs as well.  A DPC object is memory
of the driver, nothing is acquired.
"""

from __future__ import annotations

from ..language import Final, Object, Range, atomic, instances, options, wait_until
from .ddi import called, may_call_back
from .interrupt import Interrupt
from .status import DISPATCH_LEVEL, HIGH_LEVEL, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave
from .timer import TimerObject


class Kdpc(Object):
    """A KDPC with the name of its routine, a method of the object that declares it."""

    routine: Final

    queued: bool = False
    running: Range[0, 2] = 0
    awaited: Range[0, 3] = 0               # ends of routines that a flush still waits for


@atomic
def KeInsertQueueDpc(dpc):
    """Queue the DPC; False if it is queued already."""
    called(HIGH_LEVEL)
    if dpc.queued:
        return False
    dpc.queued = True
    return True


@atomic
def KeRemoveQueueDpc(dpc):
    """Remove the DPC from its queue; whether it was there."""
    called(HIGH_LEVEL)
    if not dpc.queued:
        return False
    dpc.queued = False
    if dpc.awaited > dpc.running:
        dpc.awaited -= 1
    return True


@atomic
def begin_flush():
    """Count the DPCs that are queued or running now."""
    called(PASSIVE_LEVEL)
    may_call_back()
    for dpc in instances(Kdpc):
        dpc.awaited = dpc.running + 1 if dpc.queued else dpc.running


def KeFlushQueuedDpcs():
    """Wait for every DPC queued before; one after the other, later ones may come meanwhile."""
    begin_flush()
    for dpc in instances(Kdpc):
        wait_until(dpc.awaited == 0)
    for timer in instances(TimerObject):
        wait_until(not timer.pending())
    for interrupt in instances(Interrupt):
        wait_until(interrupt.no_dpc())


@atomic
def begin_routine(dpc):
    """A queued DPC starts."""
    dpc.queued = False
    dpc.running += 1
    enter(Entry.KDPC, DISPATCH_LEVEL)


@atomic
def end_routine(dpc):
    """A DPC has ended."""
    leave()
    dpc.running -= 1
    if dpc.awaited > 0:
        dpc.awaited -= 1


class KdpcProcessor(Thread):
    """A processor that runs one DPC object."""

    kind: Final = "dpc"
    for_each: Final = Kdpc
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.queued)
                begin_routine(self.object)
            getattr(self.object.owner, self.object.routine)()
            end_routine(self.object)


class KdpcProcessorAgain(KdpcProcessor):
    """Another processor, for a DPC that starts while it is running."""

    def run(self):
        while True:
            with atomic():
                wait_until(options.dpc_processors == 2)
                wait_until(self.object.queued and self.object.running == 1)
                begin_routine(self.object)
            getattr(self.object.owner, self.object.routine)()
            end_routine(self.object)
