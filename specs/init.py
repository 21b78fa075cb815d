"""Initializing an adapter."""

from __future__ import annotations

from ..model.language import RB, SC, SI, D, E, current, d, driver, implies, instances, rule
from ..model.ndis.adapter import AdapterState, adapter
from ..model.ndis.attributes import (
    MiniportAttributes,
    claiming,
    registration_needed,
    setting_attributes,
    unclaiming,
)
from ..model.ndis.hang import check_for_hang_returned
from ..model.ndis.life import callbacks_pending, initialize_failed
from ..model.ndis.pnp import initialize_succeeded
from ..model.ndis.resource import Resource, ResourceState, acquiring, releasing, used
from ..model.ndis.shutdown import shutdown_call
from ..model.ndis.thread import Entry, entering


def adapter_level_held():
    """Whether something that belongs to the adapter is held."""
    return any(r.held() and not r.driver_level() for r in instances(Resource))


@rule(
    "init.no-request-before-return", kind=SI, side=E, at=entering,
    source="[net: initializing-a-miniport-adapter.md]",
    seed=("000-05",),
    notes="A request is a send or an OID; check-for-hang is not one.",
)
def no_request_before_return(entry):
    """No send and no OID request comes before MiniportInitializeEx has returned."""
    return implies(
        entry in (Entry.SEND, Entry.OID, Entry.DIRECT_OID, Entry.SYNCHRONOUS_OID),
        adapter.state != AdapterState.INITIALIZING,
    )


@rule(
    "init.registration-first", kind=SC, side=D, at=registration_needed,
    source="[ddi: nf-ndis-ndismsetminiportattributes.md] [ddi: nc-ndis-miniport_initialize.md]"
    " [ddi: nf-ndis-ndismregisterinterruptex.md] [net: allocating-an-ndis-port.md]",
    seed=("000-09", "003-23"),
)
def registration_first():
    """Hardware is claimed and status indicated only after the registration attributes are set."""
    return adapter.registration


@rule(
    "init.attributes-ordered", kind=SC, side=D, at=setting_attributes,
    source="[ddi: ns-ndis-_ndis_miniport_adapter_general_attributes.md]",
    seed=("000-11",),
)
def attributes_ordered(attributes):
    """General attributes follow the registration attributes; all others follow the general."""
    if attributes == MiniportAttributes.GENERAL:
        return adapter.registration
    if attributes == MiniportAttributes.OTHER:
        return adapter.general
    return True


@rule(
    "init.general-before-success", kind=SC, side=D, at=initialize_succeeded,
    source="[net: initializing-a-miniport-adapter.md]",
    seed=("000-16",),
)
def general_before_success():
    """MiniportInitializeEx succeeds only if it has set the general attributes."""
    return adapter.general


@rule(
    "init.claims-only-here", kind=SC, side=D, at=(claiming, unclaiming),
    source="[ddi: nf-ndis-ndismmapiospace.md] [ddi: nf-ndis-ndismallocatesharedmemory.md]"
    " [ddi: nf-ndis-ndismderegisterinterruptex.md] [ddi: nf-ndis-ndismderegisterioportrange.md]",
    notes="A claim in MiniportHaltEx is caught all the same: it is a leak or comes after its end.",
)
def claims_only_here():
    """Hardware is claimed in MiniportInitializeEx, and given back there or in MiniportHaltEx."""
    return current.entry in (Entry.INITIALIZE, Entry.HALT)


@rule(
    "init.fail-releases-all", kind=RB, side=D, at=initialize_failed,
    source="[net: initializing-a-miniport-adapter.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("000-17", "002-12"),
)
def fail_releases_all():
    """A MiniportInitializeEx that fails has released everything it acquired."""
    return not adapter_level_held()


@rule(
    "init.fail-quiet", kind=SI, side=D, at=initialize_failed,
    source="[net: initializing-a-miniport-adapter.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("000-17",),
)
def fail_quiet():
    """When MiniportInitializeEx has failed nothing of the driver runs or is due to run."""
    return not callbacks_pending()


@rule(
    "init.success-usable", kind=SI, side=D, at=used,
    source="[net: initializing-a-miniport-adapter.md]"
    " [net: querying-a-connectionless-miniport-driver.md]",
    seed=("000-13", "000-14", "000-18"),
)
def success_usable(resource):
    """Whatever a handler uses has been acquired before; what requests and restart need, by
    MiniportInitializeEx."""
    return implies(not resource.driver_level(), resource.state != ResourceState.NONE)


@rule(
    "init.context-lifetime", kind=SI, side=D, at=entering,
    source="[ddi: ns-ndis-_ndis_miniport_adapter_registration_attributes.md]"
    " [net: miniport-adapter-context.md]",
    seed=("000-10", "003-61"),
    notes="Access to the freed context by code that already runs is mem.no-use-after-free.",
)
def context_lifetime(entry):
    """Whenever NDIS passes the adapter context to the driver, that memory is allocated."""
    if not hasattr(driver, "context"):
        return True
    return implies(
        entry not in (Entry.DRIVER_ENTRY, Entry.SET_OPTIONS, Entry.UNLOAD, Entry.INITIALIZE)
        and not (entry == Entry.SHUTDOWN and shutdown_call.nested),
        driver.context.held(),
    )


@rule(
    "init.cfh-quiet", kind=SC, side=D, at=check_for_hang_returned,
    source="[net: miniport-adapter-check-for-hang-and-reset-operations.md]",
    notes="What it touches is checked by init.success-usable and init.context-lifetime.",
)
def cfh_quiet(hung):
    """MiniportCheckForHangEx does not ask for a reset of an adapter that is initializing."""
    return implies(adapter.state == AdapterState.INITIALIZING, not hung)


@rule(
    "init.resource-order", kind=SI, side=d, at=(acquiring, releasing),
    source="[ddi: nc-ndis-miniport_halt.md]",
    seed=("000-12",),
)
def resource_order(resource):
    """Resources are acquired in the usual order (memory, pools, locks, timers, I/O ports, DMA,
    shared memory, interrupt) and released in the reverse order."""
    return implies(
        current.entry in (Entry.INITIALIZE, Entry.HALT) and resource.rank() > 0,
        not any(
            r.rank() > resource.rank() and r.held() and not r.driver_level()
            for r in instances(Resource)
        ),
    )
