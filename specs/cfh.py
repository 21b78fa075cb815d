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
)
def contract():
    """MiniportCheckForHangEx only looks: it neither writes the adapter context nor waits."""
    return current.entry != Entry.CHECK_FOR_HANG
