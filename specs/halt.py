"""Halting an adapter."""

from __future__ import annotations

from ..model.language import (
    LV,
    RB,
    SC,
    SI,
    D,
    E,
    eventually,
    implies,
    instances,
    rule,
)
from ..model.ndis.device import masters_bus, may_interrupt
from ..model.ndis.life import callbacks_pending, halt_returned
from ..model.ndis.outstanding import (
    indications_running,
    oids_outstanding,
    receives_outstanding,
    sends_outstanding,
)
from ..model.ndis.resource import Resource, handle_lost, releasing
from ..model.ndis.thread import (
    Entry,
    entering,
    running,
)


@rule(
    "halt.no-leak", kind=RB, side=D, at=(halt_returned, handle_lost),
    source="[ddi: nc-ndis-miniport_halt.md] [net: halting-a-miniport-adapter.md]",
    seed=("000-15", "002-02", "002-04", "002-06", "002-13", "002-18", "002-21"),
    notes="Acquiring a resource again while it is held loses the first handle: a leak, too.",
    why="Every stop and start of the adapter costs memory, until an allocation fails or Driver"
    " Verifier stops the machine at unload; a forgotten interrupt or timer calls into freed"
    " memory.",
    fix="Release in MiniportHaltEx, in reverse order, what MiniportInitializeEx and later calls"
    " have acquired; keep one list of steps for it and for the failing paths of"
    " MiniportInitializeEx.",
    microsoft=(
        "SDV Init_RegisterInterrupt", "SDV Init_DeRegisterInterrupt",
        "SDV Init_NdisAllocateIoWorkItem", "SDV Init_RegisterSG", "SDV NdisAllocateGenericObject",
        "SDV NdisAllocateMdl", "SDV NdisAllocateNetBuffer", "0x7C/08", "0x7C/0D", "0xC4/60",
        "0xC4/62",
    ),
)
def no_leak():
    """When MiniportHaltEx returns, everything acquired for the adapter has been released."""
    return not any(r.held() and not r.driver_level() for r in instances(Resource))


@rule(
    "halt.balanced-release", kind=SC, side=D, at=releasing,
    source="[net: halt-handler.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-11", "002-14"),
    why="A second release frees what somebody else owns by then: corrupted pool, or a bug check in"
    " the next, innocent caller.",
    fix="Remember for each resource whether it is held - a handle set to NULL after its release"
    " will do - and release only then.",
    microsoft=(
        "SDV Init_RegisterInterrupt", "0x7C/03", "0x7C/1E", "0xC4/13", "0xC4/14", "0xC4/3F",
        "0xE6",
    ),
)
def balanced_release(resource):
    """Only what is held is released: nothing twice, nothing that was never acquired."""
    return resource.held()


@rule(
    "halt.waits-rx", kind=SC, side=D, at=halt_returned,
    source="[net: halt-handler.md]",
    seed=("002-10",),
    notes="Follows from pause.rx-drained; with the option halt_with_rx it does not.",
    why="The protocol returns the NBL later, to an adapter context and a pool that were freed.",
    fix="Count receive NBLs as they are indicated, and let the pause wait until"
    " MiniportReturnNetBufferLists has brought back the last one.",
    microsoft=("0x7C/27",),
)
def waits_rx():
    """MiniportHaltEx does not return while receive NBLs are outstanding."""
    return not receives_outstanding()


@rule(
    "halt.device-stopped", kind=SC, side=D, at=halt_returned,
    source="[ddi: nc-ndis-miniport_halt.md] [net: halt-handler.md]",
    seed=("002-07",),
    why="The device goes on writing into memory that now belongs to others, or asserts an"
    " interrupt that nobody acknowledges: silent corruption, or an interrupt storm on a shared"
    " line.",
    fix="Disable the device's interrupts and stop its DMA engines in MiniportHaltEx before"
    " anything is freed; skip it only if the device is gone.",
)
def device_stopped():
    """When MiniportHaltEx returns, the device is gone, or neither interrupts nor uses memory."""
    return not masters_bus() and not may_interrupt()


@rule(
    "halt.no-late-activity", kind=SI, side=D, at=halt_returned,
    source="[net: halt-handler.md] [ddi: nc-ndis-miniport_halt.md]",
    seed=("002-09",),
    why="Code that runs after the halt uses a freed context, or code that is no longer loaded: a"
    " crash minutes later, in a stack that names nobody.",
    fix="Close every source first (deregister the interrupt, cancel timers, refuse new work"
    " items), then wait for what is on its way, and free last.",
    microsoft=("SDV NdisMIndicateStatusEx", "0xC4/61", "0xCE"),
)
def no_late_activity():
    """When MiniportHaltEx returns, no callback of the driver is running or can still start."""
    return not callbacks_pending() and not indications_running()


@rule(
    "halt.entry-idle", kind=SI, side=E, at=entering,
    source="[net: halting-a-miniport-adapter.md]",
    why="MiniportHaltEx need not deal with sends or OID requests: NDIS has taken all of them"
    " back.",
)
def entry_idle(entry):
    """MiniportHaltEx is not called while a send or an OID request is outstanding."""
    return implies(entry == Entry.HALT, not sends_outstanding() and not oids_outstanding())


@rule(
    "halt.returns", kind=LV, side=D, at=eventually,
    source="[dbg: bug-check-0x7c--bugcode-ndis-driver.md] [ddi: nc-ndis-miniport_halt.md]",
    seed=("002-09",),
    why="The removal or the power transition behind the halt never ends; the watchdog of NDIS"
    " ends the machine.",
    fix="Wait only for what is sure to come: for the callback of a timer not after its cancel has"
    " returned TRUE, for hardware never without a limit, and with no lock held that others need.",
    microsoft=("0x7C/25", "0x15E/25", "0x9F/4"),
)
def returns():
    """Every MiniportHaltEx returns."""
    return running(Entry.HALT) == 0
