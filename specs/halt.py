"""Halting an adapter."""

from __future__ import annotations

from ..model.language import RB, SC, SI, D, E, implies, instances, rule
from ..model.ndis.device import masters_bus, may_interrupt
from ..model.ndis.life import callbacks_pending, halt_returned
from ..model.ndis.outstanding import (
    indications_running,
    oids_outstanding,
    receives_outstanding,
    sends_outstanding,
)
from ..model.ndis.resource import Resource, handle_lost, releasing
from ..model.ndis.thread import Entry, entering


@rule(
    "halt.no-leak", kind=RB, side=D, at=(halt_returned, handle_lost),
    source="[ddi: nc-ndis-miniport_halt.md] [net: halting-a-miniport-adapter.md]",
    seed=("000-15", "002-02", "002-04", "002-06", "002-13", "002-18", "002-21"),
    notes="Acquiring a resource again while it is held loses the first handle: a leak, too.",
)
def no_leak():
    """When MiniportHaltEx returns, everything acquired for the adapter has been released."""
    return not any(r.held() and not r.driver_level() for r in instances(Resource))


@rule(
    "halt.balanced-release", kind=SC, side=D, at=releasing,
    source="[net: halt-handler.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-11", "002-14"),
)
def balanced_release(resource):
    """Only what is held is released: nothing twice, nothing that was never acquired."""
    return resource.held()


@rule(
    "halt.waits-rx", kind=SC, side=D, at=halt_returned,
    source="[net: halt-handler.md]",
    seed=("002-10",),
    notes="Follows from pause.rx-drained; with the option halt_with_rx it does not.",
)
def waits_rx():
    """MiniportHaltEx does not return while receive NBLs are outstanding."""
    return not receives_outstanding()


@rule(
    "halt.device-stopped", kind=SC, side=D, at=halt_returned,
    source="[ddi: nc-ndis-miniport_halt.md] [net: halt-handler.md]",
    seed=("002-07",),
)
def device_stopped():
    """When MiniportHaltEx returns, the device is gone, or neither interrupts nor uses memory."""
    return not masters_bus() and not may_interrupt()


@rule(
    "halt.no-late-activity", kind=SI, side=D, at=halt_returned,
    source="[net: halt-handler.md] [ddi: nc-ndis-miniport_halt.md]",
    seed=("002-09",),
)
def no_late_activity():
    """When MiniportHaltEx returns, no callback of the driver is running or can still start."""
    return not callbacks_pending() and not indications_running()


@rule(
    "halt.entry-idle", kind=SI, side=E, at=entering,
    source="[net: halting-a-miniport-adapter.md]",
)
def entry_idle(entry):
    """MiniportHaltEx is not called while a send or an OID request is outstanding."""
    return implies(entry == Entry.HALT, not sends_outstanding() and not oids_outstanding())
