"""Work items: queued once at a time, freed when not queued, gone when halt is over."""

from __future__ import annotations

from ..model.language import SC, D, instances, rule
from ..model.ndis.life import adapter_ended
from ..model.ndis.workitem import IoWorkItem, work_item_freed, work_item_queued


@rule(
    "wi.free-not-queued", kind=SC, side=D, at=work_item_freed,
    source="[ddi: wdm/nf-wdm-iofreeworkitem.md]",
    why="The worker thread takes the freed item off its queue and calls through it.",
    fix="Free the work item in its own routine, or after an event that the routine has set.",
)
def free_not_queued(item):
    """A work item is freed only while it is not queued."""
    return not item.queued


@rule(
    "wi.no-double-queue", kind=SC, side=D, at=work_item_queued,
    source="[krn: system-worker-threads.md]",
    why="The entry is linked into the system's list twice: the list is corrupt, and worker threads"
    " crash or loop.",
    fix="Keep a flag under a lock that says that the item is queued, and clear it at the start of"
    " the routine.",
)
def no_double_queue(item):
    """A work item is not queued a second time before its routine has started."""
    return not item.queued


@rule(
    "wi.done-by-halt", kind=SC, side=D, at=adapter_ended,
    source="[ddi: nf-ndis-ndisallocateioworkitem.md]",
    seed=("002-02",),
    notes="A routine that has done its last work (set an event, say) cannot tell when it has"
    " returned: what it does after the adapter's end is judged, not that it is on its way out.",
    why="The routine runs after the halt with a context that was freed, in a driver that may be"
    " unloaded.",
    fix="Queue nothing once the halt has begun, wait for an event that the routine sets at its"
    " end, then call NdisFreeIoWorkItem.",
    microsoft=("SDV Init_NdisAllocateIoWorkItem", "0xCE"),
)
def done_by_halt():
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns every work item of the
    adapter is freed and none is queued."""
    return all(
        item.driver_level() or not item.held() and not item.queued
        for item in instances(IoWorkItem)
    )
