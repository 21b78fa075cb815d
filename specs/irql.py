"""IRQLs: of the entry points, of the calls, of waiting."""

from __future__ import annotations

from ..model.language import IQ, D, E, current, implies, rule
from ..model.ndis.ddi import ddi_called, waits
from ..model.ndis.irql import dispatch_flag
from ..model.ndis.status import DIRQL, DISPATCH_LEVEL, HIGH_LEVEL, PASSIVE_LEVEL
from ..model.ndis.thread import Entry, entering


@rule(
    "irql.entry", kind=IQ, side=E, at=entering,
    source="[ddi: nc-ndis-miniport_send_net_buffer_lists.md] [ddi: nc-ndis-miniport_isr.md]"
    " [ddi: nc-ndis-miniport_reset.md] [ddi: nc-ndis-miniport_oid_request.md]",
    notes="Reset comes at PASSIVE_LEVEL or DISPATCH_LEVEL (A15), regular OID requests at"
    " PASSIVE_LEVEL (A33).",
)
def entry_irql(entry, irql):
    """Every entry point is called at its documented IRQL."""
    if entry in (Entry.DPC, Entry.TIMER, Entry.KDPC):
        return irql == DISPATCH_LEVEL
    if entry == Entry.ISR:
        return irql == DIRQL
    if entry == Entry.SHUTDOWN:
        return irql == PASSIVE_LEVEL or irql == HIGH_LEVEL
    if entry in (
        Entry.SEND, Entry.CANCEL_SEND, Entry.RETURN, Entry.CANCEL_OID, Entry.DIRECT_OID,
        Entry.CANCEL_DIRECT_OID, Entry.SYNCHRONOUS_OID, Entry.RESET,
    ):
        return irql <= DISPATCH_LEVEL
    return irql == PASSIVE_LEVEL or entry == Entry.OTHER


@rule(
    "irql.call", kind=IQ, side=D, at=ddi_called,
    source="[dvt: ndis-periodictimer.md] [ddi: nf-ndis-ndismallocateport.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("004-02",),
    notes="Calls at DIRQL are intr.dirql-calls, calls in a bug check shut.calls.",
)
def call_irql(lowest, highest):
    """Every NDIS function is called at an IRQL that its page allows."""
    return implies(
        current.irql <= DISPATCH_LEVEL, lowest <= current.irql and current.irql <= highest
    )


@rule(
    "irql.wait", kind=IQ, side=D, at=waits,
    source="[ddi: nf-ndis-ndiswaitevent.md] [ddi: nf-ndis-ndisinitializeevent.md]"
    " [ddi: nf-ndis-ndisstallexecution.md]",
)
def wait_irql(highest, stall):
    """NdisWaitEvent waits at PASSIVE_LEVEL only, NdisMSleep below DISPATCH_LEVEL, none with a lock
    held; NdisStallExecution stalls for at most 50 microseconds."""
    return stall <= 50 and (stall > 0 or current.irql <= highest and current.locks == 0)


@rule(
    "irql.dispatch-flag", kind=IQ, side=D, at=dispatch_flag,
    source="[net: dispatch-irql-tracking.md] [dvt: ndis-flags-irql.md]",
)
def dispatch_flag_true(at_dispatch):
    """A DISPATCH_LEVEL flag is passed only at DISPATCH_LEVEL."""
    return implies(at_dispatch, current.irql == DISPATCH_LEVEL)
