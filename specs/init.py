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
    why="MiniportInitializeEx may set up the send and OID paths in any order: nobody uses them"
    " before it has returned.",
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
    why="Without the registration attributes NDIS does not know the adapter context or the bus:"
    " claims fail, and an interrupt or a status arrives with no context.",
    fix="Make NdisMSetMiniportAttributes with the registration attributes the first call of"
    " MiniportInitializeEx after the context is allocated.",
    microsoft=("SDV NdisMRegisterIoPortRange",),
)
def registration_first():
    """Hardware is claimed and status indicated only after the registration attributes are set."""
    return adapter.registration


@rule(
    "init.attributes-ordered", kind=SC, side=D, at=setting_attributes,
    source="[ddi: ns-ndis-_ndis_miniport_adapter_general_attributes.md]",
    seed=("000-11",),
    why="NDIS refuses attributes that come out of order, and the adapter does not start; or"
    " settings that others build on are missing.",
    fix="Set the registration attributes, then the general ones, then offload, hardware assist and"
    " the others; return failure if one of the calls fails.",
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
    why="Protocols bind to an adapter whose MTU, link speed, packet filters and OID list NDIS has"
    " never heard of; NDIS fails the initialization instead.",
    fix="Set NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES on every path that returns"
    " NDIS_STATUS_SUCCESS.",
)
def general_before_success():
    """MiniportInitializeEx succeeds only if it has set the general attributes."""
    return adapter.general


@rule(
    "init.claims-only-here", kind=SC, side=D, at=(claiming, unclaiming),
    source="[ddi: nf-ndis-ndismmapiospace.md] [ddi: nf-ndis-ndismallocatesharedmemory.md]"
    " [ddi: nf-ndis-ndismderegisterinterruptex.md] [ddi: nf-ndis-ndismderegisterioportrange.md]",
    notes="A claim in MiniportHaltEx is caught all the same: it is a leak or comes after its end.",
    why="NDIS gives out hardware resources only while it initializes the adapter, and expects them"
    " back at its halt: elsewhere the calls fail, or free what callbacks still use.",
    fix="Map, register and allocate in MiniportInitializeEx; undo it there on failure, and"
    " otherwise in MiniportHaltEx.",
    microsoft=("SDV NdisMMapIoSpace", "SDV NdisMRegisterIoPortRange", "0x7C/01"),
)
def claims_only_here():
    """Hardware is claimed in MiniportInitializeEx, and given back there or in MiniportHaltEx."""
    return current.entry in (Entry.INITIALIZE, Entry.HALT)


@rule(
    "init.fail-releases-all", kind=RB, side=D, at=initialize_failed,
    source="[net: initializing-a-miniport-adapter.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("000-17", "002-12"),
    why="NDIS does not call MiniportHaltEx after a failed initialization: what is left is lost, an"
    " interrupt that is left stays connected to freed memory.",
    fix="Let every failing step jump to the code that undoes the steps before it, in reverse"
    " order, whatever the status.",
    microsoft=(
        "SDV Init_RegisterInterrupt", "SDV Init_DeRegisterInterrupt",
        "SDV Init_NdisAllocateIoWorkItem", "SDV Init_RegisterSG", "0x7C/0B", "0x7C/10",
    ),
)
def fail_releases_all():
    """A MiniportInitializeEx that fails has released everything it acquired."""
    return not adapter_level_held()


@rule(
    "init.fail-quiet", kind=SI, side=D, at=initialize_failed,
    source="[net: initializing-a-miniport-adapter.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("000-17",),
    why="A timer or DPC that survives the failure runs with a context that was freed, or with the"
    " context of the next attempt.",
    fix="Before a failing return deregister the interrupt, cancel every timer and wait for its"
    " callback, and wait for queued work items.",
    microsoft=("0x7C/0C", "0x7C/11"),
)
def fail_quiet():
    """When MiniportInitializeEx has failed nothing of the driver runs or is due to run."""
    return not callbacks_pending()


@rule(
    "init.success-usable", kind=SI, side=D, at=used,
    source="[net: initializing-a-miniport-adapter.md]"
    " [net: querying-a-connectionless-miniport-driver.md]",
    seed=("000-13", "000-14", "000-18"),
    why="An OID request or a restart may come before MiniportInitializeEx has even returned to its"
    " caller: it meets a pool, lock or timer that does not exist.",
    fix="Create in MiniportInitializeEx all that the other entry points use, and fail it if that"
    " is not possible; set up nothing on first use.",
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
    why="NDIS passes the pointer to every entry point without looking at it: freed early, every"
    " callback works on memory of somebody else.",
    fix="Allocate the context before the registration attributes name it, and free it as the last"
    " act of MiniportHaltEx or of a failing MiniportInitializeEx.",
    microsoft=("0xD5",),
)
def context_lifetime(entry):
    """Whenever NDIS passes the adapter context to the driver, that memory is allocated."""
    if not hasattr(driver, "context"):
        return True
    return implies(
        entry not in (
            Entry.DRIVER_ENTRY, Entry.SET_OPTIONS, Entry.UNLOAD, Entry.INITIALIZE,
            Entry.ADD_DEVICE, Entry.FILTER_RESOURCE_REQUIREMENTS, Entry.REMOVE_DEVICE,
        )
        and not (entry == Entry.SHUTDOWN and shutdown_call.nested),
        driver.context.held(),
    )


@rule(
    "init.cfh-quiet", kind=SC, side=D, at=check_for_hang_returned,
    source="[net: miniport-adapter-check-for-hang-and-reset-operations.md]",
    notes="What it touches is checked by init.success-usable and init.context-lifetime.",
    why="On a slow device NDIS asks for hangs while MiniportInitializeEx still runs, and would"
    " reset a device that is not ready: two threads program it at once.",
    fix="Let MiniportCheckForHangEx return FALSE until initialization is complete, by a flag that"
    " MiniportInitializeEx sets last.",
)
def cfh_quiet(hung):
    """MiniportCheckForHangEx does not ask for a reset of an adapter that is initializing."""
    return implies(adapter.state == AdapterState.INITIALIZING, not hung)


@rule(
    "init.resource-order", kind=SI, side=d, at=(acquiring, releasing),
    source="[ddi: nc-ndis-miniport_halt.md]",
    seed=("000-12",),
    why="Nothing breaks at once; but out of order the release of one resource more easily meets an"
    " interrupt, a timer or a DMA engine that still uses it.",
    fix="Acquire memory, pools, locks, timers, I/O ports, DMA, shared memory, interrupt in this"
    " order, and release them in reverse.",
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
