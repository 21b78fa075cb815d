"""Work items: a routine of the driver at PASSIVE_LEVEL in a system thread.

Facts: queueing cannot fail and cannot be undone [ddi: nf-ndis-ndisqueueioworkitem.md].  The system
takes the item off its queue before it calls the routine: from then on the item may be queued again
or freed, also by its own routine [ddi: wdm/nf-wdm-iofreeworkitem.md]; an item queued twice
corrupts the queue [krn: system-worker-threads.md].  Items must be freed before MiniportHaltEx
returns [ddi: nf-ndis-ndisallocateioworkitem.md].
"""

from __future__ import annotations

from ..language import Final, Range, atomic, event, options, wait_until
from .ddi import called, release_called
from .resource import Resource, acquire, release, use
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


@event
def work_item_queued(item):
    """The driver queues a work item."""


@event
def work_item_freed(item):
    """The driver frees a work item."""


class IoWorkItem(Resource):
    """An I/O work item with the name of its routine, a method of the object that declares it."""

    routine: Final

    queued: bool = False
    running: Range[0, 2] = 0               # routines; they outlive the item


@atomic
def NdisAllocateIoWorkItem(item):
    """Allocate a work item."""
    called(DISPATCH_LEVEL)
    return NDIS_STATUS_SUCCESS if acquire(item) else NDIS_STATUS_RESOURCES


@atomic
def NdisFreeIoWorkItem(item):
    """Free a work item.  (Freed while queued it still runs: the model goes on from there.)"""
    called(DISPATCH_LEVEL)
    release_called()
    work_item_freed(item)
    release(item)


@atomic
def NdisQueueIoWorkItem(item):
    """Queue a work item: its routine runs once for it."""
    called(DISPATCH_LEVEL)
    use(item)
    work_item_queued(item)
    item.queued = True


class Worker(Thread):
    """A system thread that runs the routine of one work item."""

    kind: Final = "work_item"
    for_each: Final = IoWorkItem
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.queued)
                self.object.queued = False
                self.object.running += 1
                enter(Entry.WORK_ITEM, PASSIVE_LEVEL)
            getattr(self.object.owner, self.object.routine)()
            with atomic():
                leave()
                self.object.running -= 1


class WorkerAgain(Worker):
    """Another system thread, for an item queued again while its routine is running."""

    def run(self):
        while True:
            with atomic():
                wait_until(options.work_item_overlap)
                wait_until(self.object.queued and self.object.running == 1)
                self.object.queued = False
                self.object.running += 1
                enter(Entry.WORK_ITEM, PASSIVE_LEVEL)
            getattr(self.object.owner, self.object.routine)()
            with atomic():
                leave()
                self.object.running -= 1
