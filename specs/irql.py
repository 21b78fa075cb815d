"""IRQLs: of the entry points, of the calls, of waiting."""

from __future__ import annotations

from ..model.language import IQ, D, E, current, driver, implies, rule
from ..model.ndis.ddi import ddi_called, waits
from ..model.ndis.irql import dispatch_flag
from ..model.ndis.status import DIRQL, DISPATCH_LEVEL, HIGH_LEVEL, PASSIVE_LEVEL
from ..model.ndis.thread import Entry, entering, leaving


@rule(
    "irql.entry", kind=IQ, side=E, at=entering,
    source="[ddi: nc-ndis-miniport_send_net_buffer_lists.md] [ddi: nc-ndis-miniport_isr.md]"
    " [ddi: nc-ndis-miniport_reset.md] [ddi: nc-ndis-miniport_oid_request.md]",
    notes="Reset comes at PASSIVE_LEVEL or DISPATCH_LEVEL (A15), regular OID requests at"
    " PASSIVE_LEVEL (A33); in NDIS 5.x they and check-for-hang come at raised IRQL.",
    why="A driver may choose its calls by the documented IRQL of the entry point.",
)
def entry_irql(entry, irql):
    """Every entry point is called at its documented IRQL."""
    if entry in (Entry.DPC, Entry.TIMER, Entry.KDPC, Entry.SG_LIST):
        return irql == DISPATCH_LEVEL
    if entry == Entry.ISR:
        return irql == DIRQL
    if entry == Entry.SHUTDOWN:
        return irql == PASSIVE_LEVEL or irql == HIGH_LEVEL
    if entry in (
        Entry.SEND, Entry.CANCEL_SEND, Entry.RETURN, Entry.CANCEL_OID, Entry.DIRECT_OID,
        Entry.CANCEL_DIRECT_OID, Entry.SYNCHRONOUS_OID, Entry.RESET, Entry.IRP_COMPLETION,
    ):
        return irql <= DISPATCH_LEVEL
    if driver.ndis == 5 and entry in (Entry.OID, Entry.CHECK_FOR_HANG):
        return irql <= DISPATCH_LEVEL
    return irql == PASSIVE_LEVEL or entry == Entry.OTHER


@rule(
    "irql.call", kind=IQ, side=D, at=ddi_called,
    source="[dvt: ndis-periodictimer.md] [ddi: nf-ndis-ndismallocateport.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("004-02",),
    notes="Calls at DIRQL are intr.dirql-calls, calls in a bug check shut.calls.",
    why="A function that takes a lock or touches pageable memory deadlocks or faults at a raised"
    " IRQL; one that needs DISPATCH_LEVEL is moved to another processor in the middle.",
    fix="Look up the IRQL of the function and of the entry point; move what needs PASSIVE_LEVEL"
    " into a work item, and release spin locks before it.",
    microsoft=(
        "SDV Irql_Miniport_Driver_Function", "SDV Irql_Interrupt_Function",
        "SDV Irql_Gather_DMA_Function", "SDV Irql_SendRcv_Function",
        "SDV Irql_StatusIndication_Function", "SDV Irql_OID_Function", "SDV Irql_Timer_Function",
        "SDV Irql_Synch_Function", "SDV Irql_IrqlSetting_Function", "SDV Irql_NetBuffer_Function",
        "SDV Irql_Miscellaneous_Function", "SDV Irql_Protocol_Driver_Function",
        "SDV PeriodicTimer", "DV IrqlDispatch", "DV IrqlExAllocatePool", "DV IrqlKeDispatchLte",
        "DV IrqlKeReleaseSpinLock", "DV IrqlKeSetEvent", "0x7C/01", "0xC4/30", "0xC4/31",
        "0xC4/32", "0xC4/35", "0xC4/40", "0xC4/41", "0xC4/42", "0xA",
    ),
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
    why="A wait at DISPATCH_LEVEL stops the processor that it waits on, and a wait under a spin"
    " lock stops everyone who wants the lock: the machine hangs.",
    fix="Wait with NdisWaitEvent at PASSIVE_LEVEL and without locks; at DISPATCH_LEVEL set a timer"
    " or queue a work item instead, and stall for microseconds only.",
    microsoft=(
        "SDV NdisStallExecution_Delay", "SDV Irql_Miscellaneous_Function",
        "SDV Irql_Miniport_Driver_Function", "DV IrqlKeApcLte1", "0x7C/14", "0xC4/3B", "0xC4/120",
        "0xC4/121", "0xC4/122",
    ),
)
def wait_irql(highest, stall):
    """NdisWaitEvent waits at PASSIVE_LEVEL only, NdisMSleep below DISPATCH_LEVEL, none with a lock
    held; NdisStallExecution stalls for at most 50 microseconds."""
    return stall <= 50 and (stall > 0 or current.irql <= highest and current.locks == 0)


@rule(
    "irql.restored", kind=IQ, side=D, at=leaving,
    source="[ddi: wdm/nf-wdm-keraiseirql.md] [dvt: wdm-irqlreturn.md]",
    notes="An IRQL that a spin lock has raised, and that stays with it, is lock.balanced.",
    why="The caller goes on at DISPATCH_LEVEL, where it may neither wait nor touch pageable"
    " memory: it crashes far from the driver, or the processor hangs.",
    fix="Call KeLowerIrql on every path after KeRaiseIrql, or use a spin lock, which restores the"
    " IRQL when it is released.",
    microsoft=("DV IrqlReturn", "0xC4/111"),
)
def irql_restored():
    """An entry point returns at the IRQL at which it was called."""
    return not current.lifted


@rule(
    "irql.dispatch-flag", kind=IQ, side=D, at=dispatch_flag,
    source="[net: dispatch-irql-tracking.md] [dvt: ndis-flags-irql.md]",
    why="NDIS and protocols take the flag as a promise and use the lock functions for"
    " DISPATCH_LEVEL: at PASSIVE_LEVEL a thread is preempted while it holds a lock, and the"
    " processor spins.",
    fix="Pass on the flag that the entry point was given, or set it inside a DPC or under a spin"
    " lock; never guess it.",
    microsoft=("SDV Flags_Irql",),
)
def dispatch_flag_true(at_dispatch):
    """A DISPATCH_LEVEL flag is passed only at DISPATCH_LEVEL."""
    return implies(at_dispatch, current.irql == DISPATCH_LEVEL)
