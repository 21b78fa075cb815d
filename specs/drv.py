"""Loading and unloading the driver."""

from __future__ import annotations

from ..model.language import (
    RB,
    SC,
    SI,
    D,
    E,
    current,
    driver,
    every,
    implies,
    instances,
    rule,
)
from ..model.ndis.adapter import Adapter, AdapterState, DriverLoad, adapter
from ..model.ndis.outstanding import receives_outstanding, sends_outstanding
from ..model.ndis.pnp import driver_entry_returned, unload_returned
from ..model.ndis.registration import (
    driver_deregistering,
    driver_registering,
    handlers_complete,
    options_returned,
)
from ..model.ndis.reset import reset_requested
from ..model.ndis.resource import Resource, ResourceState, used
from ..model.ndis.status import NDIS_STATUS_SUCCESS
from ..model.ndis.thread import Entry, entering


def driver_level_held():
    """Whether the driver holds something that belongs to no adapter."""
    return any(r.driver_level() and r.held() for r in instances(Resource))


@rule(
    "drv.handlers-complete", kind=SC, side=D, at=(driver_registering, reset_requested),
    source="[ddi: ns-ndis-_ndis_miniport_driver_characteristics.md]"
    " [ddi: nc-ndis-miniport_cancel_direct_oid_request.md]"
    " [ddi: nf-ndis-miniport_synchronous_oid_request.md]",
    seed=("002-01",),
    notes="Also MiniportResetEx with MiniportCheckForHangEx; direct OID handlers, and handlers of"
    " selective suspend, in pairs; no synchronous OID handler with selective suspend. In"
    " NDIS 5.x the mandatory ones of NdisMRegisterMiniport.",
    why="NdisMRegisterMiniportDriver refuses an incomplete table and the driver does not load, or"
    " NDIS calls an entry point that is not there.",
    fix="Fill in every mandatory member of NDIS_MINIPORT_DRIVER_CHARACTERISTICS before the call;"
    " supply MiniportCheckForHangEx and MiniportResetEx together, and the direct OID handlers in"
    " pairs.",
)
def handlers():
    """The table given to NdisMRegisterMiniportDriver has every mandatory entry point, and
    MiniportResetEx if the driver calls NdisMResetMiniport."""
    return handlers_complete() and (
        adapter.load == DriverLoad.ENTERING or hasattr(driver, "MiniportResetEx")
    )


@rule(
    "drv.entry-fail-undone", kind=RB, side=D, at=(driver_entry_returned, options_returned),
    source="[net: initializing-a-miniport-driver.md]"
    " [ddi: nf-ndis-ndismderegisterminiportdriver.md] [ddi: nc-ndis-set_options.md]",
    notes="One page says the driver can deregister, another that it must: it must.",
    why="Windows unloads a driver whose DriverEntry has failed without asking it again: memory"
    " leaks until the next boot, and NDIS keeps pointers into code that is gone.",
    fix="Undo the steps in reverse order on every failing path of DriverEntry, and call"
    " NdisMDeregisterMiniportDriver if the registration had succeeded.",
    microsoft=("0xC4/60", "0xC4/62", "0xCE"),
)
def entry_fail_undone(status):
    """A DriverEntry that fails leaves nothing behind: no resource, no registration; and a
    MiniportSetOptions that fails nothing that it has acquired."""
    return implies(
        status != NDIS_STATUS_SUCCESS,
        not any(r.by_options for r in instances(Resource))
        if current.entry == Entry.SET_OPTIONS
        else not adapter.registered and not driver_level_held(),
    )


@rule(
    "drv.deregister-once", kind=RB, side=D, at=(driver_deregistering, unload_returned),
    source="[net: unloading-a-miniport-driver.md] [ddi: nc-ndis-miniport_unload.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    why="NDIS goes on calling a driver that stays registered after its code was unmapped; one that"
    " leaves too early takes buffers with it that others still use.",
    fix="Call NdisMDeregisterMiniportDriver in MiniportDriverUnload, once, and release what"
    " DriverEntry acquired.",
    microsoft=("0x7C/0A", "0x7C/27", "0xC4/60", "0xC4/62"),
)
def deregister_once():
    """A registration is undone once, by MiniportDriverUnload or a failing DriverEntry, when the
    driver holds no NBL and nothing else any more."""
    if adapter.load == DriverLoad.GONE:
        return not adapter.registered
    return (
        adapter.registered
        and current.entry in (Entry.UNLOAD, Entry.DRIVER_ENTRY)
        and not driver_level_held()
        and not sends_outstanding()
        and not receives_outstanding()
    )


@rule(
    "drv.unload-after-halts", kind=SI, side=E, at=entering,
    source="[ddi: nc-ndis-miniport_unload.md]",
    why="MiniportDriverUnload may release what belongs to the driver as a whole: no adapter uses"
    " it any more.",
    microsoft=("0x7C/0A",),
)
def unload_after_halts(entry):
    """MiniportDriverUnload is called only when every adapter of the driver is halted."""
    return implies(
        entry == Entry.UNLOAD, all(a.state == AdapterState.HALTED for a in every(Adapter))
    )


@rule(
    "drv.ready-on-registration", kind=SI, side=D, at=used,
    source="[ddi: nf-ndis-ndismregisterminiportdriver.md]",
    seed=("000-04",),
    notes="MiniportInitializeEx comes only after DriverEntry has succeeded, then at any time.",
    why="NDIS may initialize the first adapter as soon as DriverEntry has returned: on a fast"
    " machine it meets a lock that does not exist yet.",
    fix="Set up everything at driver level before NdisMRegisterMiniportDriver, and undo it if the"
    " registration fails.",
)
def ready_on_registration(resource):
    """Whatever belongs to the driver as a whole is set up by DriverEntry, before it is used."""
    return implies(resource.driver_level(), resource.state != ResourceState.NONE)
