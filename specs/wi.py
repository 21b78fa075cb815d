"""Work items: queued once at a time, freed when not queued, gone when halt is over."""

from __future__ import annotations

from ..model.language import SC, D, instances, rule
from ..model.ndis.life import adapter_ended
from ..model.ndis.workitem import IoWorkItem, work_item_freed, work_item_queued


@rule(
    "wi.free-not-queued", kind=SC, side=D, at=work_item_freed,
    source="[ddi: wdm/nf-wdm-iofreeworkitem.md]",
)
def free_not_queued(item):
    """A work item is freed only while it is not queued."""
    return not item.queued


@rule(
    "wi.no-double-queue", kind=SC, side=D, at=work_item_queued,
    source="[krn: system-worker-threads.md]",
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
)
def done_by_halt():
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns every work item of the
    adapter is freed and none is queued."""
    return all(
        item.driver_level() or not item.held() and not item.queued
        for item in instances(IoWorkItem)
    )
