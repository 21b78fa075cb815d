"""Check-for-hang."""

from __future__ import annotations

from ..model.language import SC, D, current, rule
from ..model.ndis.ddi import waits
from ..model.ndis.miniport import context_written
from ..model.ndis.thread import Entry


@rule(
    "cfh.contract", kind=SC, side=D, at=(context_written, waits),
    source="[ddi: nc-ndis-miniport_check_for_hang.md]",
    notes="The age of a send is not in the model: that an overdue one is reported is not checked.",
    why="NDIS calls MiniportCheckForHangEx every few seconds beside everything else the driver"
    " does. A write races with the data path, and a wait delays the watch over the adapter.",
    fix="Read the counters that the data path keeps, compare them with those of the last call, and"
    " return; leave repairs to MiniportResetEx.",
)
def contract():
    """MiniportCheckForHangEx only looks: it neither writes the adapter context nor waits."""
    return current.entry != Entry.CHECK_FOR_HANG
