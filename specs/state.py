"""The life cycle that NDIS guarantees, and what handlers may return."""

from __future__ import annotations

from ..model.language import SC, SI, D, E, driver, implies, options, rule
from ..model.ndis.adapter import AdapterState, PnpOperation, adapter, in_service, moving
from ..model.ndis.idle_state import IdlePlace, idle
from ..model.ndis.miniport import context_read, static_context
from ..model.ndis.oid import set_power_outstanding
from ..model.ndis.pnp import operation_begins
from ..model.ndis.power_state import full_power
from ..model.ndis.shutdown import announces_bug_check
from ..model.ndis.status import (
    NDIS_STATUS_BUSY,
    NDIS_STATUS_FAILURE,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_REQUEST_ABORTED,
    NDIS_STATUS_SUCCESS,
)
from ..model.ndis.thread import Entry, entering, returned


@rule(
    "state.legal-transition", kind=SI, side=E, at=moving,
    source="[net: miniport-adapter-states-and-operations.md]",
    seed=("000-03", "000-06", "000-13", "000-14", "000-17"),
    notes="Halt only from Paused, including the Paused right after initialization (A01); the"
    " options halt_anywhere and halt_with_rx lift it. An adapter of NDIS 5.x is Running once it is"
    " initialized, and is halted from there.",
    why="A driver may keep its own state by the calls it gets: each comes only from the states of"
    " the table.",
)
def legal_transition(state):
    """The adapter moves only along the documented state table."""
    match state:
        case AdapterState.INITIALIZING:
            return adapter.state == AdapterState.HALTED
        case AdapterState.PAUSED:
            return adapter.state in (
                AdapterState.INITIALIZING, AdapterState.RESTARTING, AdapterState.PAUSING
            )
        case AdapterState.RESTARTING:
            return adapter.state == AdapterState.PAUSED
        case AdapterState.RUNNING:
            return adapter.state == (
                AdapterState.INITIALIZING if driver.ndis == 5 else AdapterState.RESTARTING
            )
        case AdapterState.PAUSING:
            return adapter.state == AdapterState.RUNNING
        case AdapterState.HALTING:
            return (
                adapter.state
                == (AdapterState.RUNNING if driver.ndis == 5 else AdapterState.PAUSED)
                or options.halt_with_rx and adapter.state == AdapterState.RUNNING
                or options.halt_anywhere and in_service()
            )
        case AdapterState.HALTED:
            return adapter.state in (AdapterState.INITIALIZING, AdapterState.HALTING)
        case _:
            return in_service() or (
                announces_bug_check() and adapter.state == AdapterState.HALTING
            )


@rule(
    "state.pnp-exclusive", kind=SI, side=E, at=operation_begins,
    source="[ddi: nc-ndis-miniport_pause.md] [net: starting-an-adapter.md]",
    why="MiniportInitializeEx, MiniportRestart, MiniportPause and MiniportHaltEx need no lock"
    " against each other.",
)
def pnp_exclusive(operation):
    """At most one of initialize, restart, pause, halt and unload is in progress, or pended."""
    if options.halt_anywhere and operation == PnpOperation.HALT:
        return True
    return (
        adapter.operation == PnpOperation.NONE
        and not adapter.pause_pended
        and not adapter.restart_pended
    )


@rule(
    "state.request-window", kind=SI, side=E, at=entering,
    source="[net: miniport-adapter-states-and-operations.md]"
    " [net: halting-a-miniport-adapter.md]"
    " [net: handling-the-ndis-selective-suspend-idle-notification.md]",
    notes="The option late_sends lets sends start also in Paused, Restarting and low power.",
    why="No request starts before the adapter can serve it, and none once it is being halted.",
)
def request_window(entry):
    """OID requests start only from Paused to Pausing, sends only in Running and Pausing and
    while no idle notification is pending, in low power only SET_POWER and synchronous requests,
    nothing once halt is called."""
    return implies(
        entry in (Entry.SEND, Entry.OID, Entry.DIRECT_OID, Entry.SYNCHRONOUS_OID),
        in_service()
        and adapter.operation != PnpOperation.HALT
        and (
            entry != Entry.SEND
            or options.late_sends
            or adapter.state in (AdapterState.RUNNING, AdapterState.PAUSING)
        )
        and (entry != Entry.SEND or idle.place != IdlePlace.PENDING)
        and (
            full_power()
            or entry == Entry.OID and set_power_outstanding()
            or entry == Entry.SEND and options.late_sends
            or entry == Entry.SYNCHRONOUS_OID
        ),
    )


@rule(
    "state.halted-silent", kind=SI, side=E, at=entering,
    source="[ddi: nc-ndis-miniport_halt.md] [ddi: nc-ndis-miniport_shutdown.md]",
    notes="Interrupts, timers and work items the driver left behind are its own fault.",
    why="After MiniportHaltEx only what the driver itself left behind can run.",
)
def halted_silent(entry):
    """NDIS calls nothing but MiniportInitializeEx while the adapter is halted, and nothing at all
    after shutdown."""
    return implies(
        entry in (
            Entry.HALT, Entry.PAUSE, Entry.RESTART, Entry.SHUTDOWN, Entry.PNP_EVENT, Entry.SEND,
            Entry.CANCEL_SEND, Entry.RETURN, Entry.OID, Entry.CANCEL_OID, Entry.DIRECT_OID,
            Entry.CANCEL_DIRECT_OID, Entry.SYNCHRONOUS_OID, Entry.CHECK_FOR_HANG, Entry.RESET,
            Entry.IDLE_NOTIFICATION, Entry.CANCEL_IDLE_NOTIFICATION,
        ),
        adapter.state not in (AdapterState.HALTED, AdapterState.SHUTDOWN),
    )


@rule(
    "state.reinit-clean", kind=SI, side=D, at=context_read,
    source="[ddi: nc-ndis-miniport_remove_device.md] [net: msi-x-resource-filtering.md]"
    " [net: power-management-for-old-miniport-drivers.md]",
    notes="Inferred from the pages cited.  A context that is freed loses its contents; one in"
    " static memory must be written before it is read again.",
    why="After a disable and enable, or a resume, the driver believes a flag or a count of its"
    " previous life, and waits for a buffer that does not exist.",
    fix="Zero the adapter context after allocating it, and set in MiniportInitializeEx all that is"
    " kept elsewhere.",
)
def reinit_clean():
    """No adapter data written in one life of the adapter is read in the next."""
    return not static_context.residue


@rule(
    "ret.status-legal", kind=SC, side=D, at=returned,
    source="[dvt: ndis-miniportpause-return.md] [ddi: nc-ndis-miniport_initialize.md]"
    " [ddi: nf-ndis-ndismoidrequestcomplete.md]"
    " [ddi: nf-ndis-miniport_synchronous_oid_request.md]"
    " [ddi: nc-ndis-miniport_idle_notification.md]",
    why="NDIS does not expect the result: an initialization that is said to be pending never ends,"
    " and a pause that is said to have failed is no pause.",
    fix="Return NDIS_STATUS_SUCCESS or NDIS_STATUS_PENDING from MiniportPause, a final status from"
    " MiniportInitializeEx, and pass a final status to every completion call.",
    microsoft=("SDV MiniportPause_Return", "DV NdisOidComplete"),
)
def status_legal(entry, status):
    """MiniportInitializeEx, and the handlers of the driver and the device, never return PENDING,
    MiniportPause only SUCCESS or PENDING, MiniportSynchronousOidRequest neither PENDING nor
    REQUEST_ABORTED, MiniportIdleNotification only PENDING, FAILURE or, unless it is forced, BUSY;
    no completion call carries PENDING."""
    if entry == Entry.IDLE_NOTIFICATION:
        return (
            status in (NDIS_STATUS_PENDING, NDIS_STATUS_FAILURE)
            or status == NDIS_STATUS_BUSY and not idle.forced
        )
    if entry == Entry.SYNCHRONOUS_OID:
        return status not in (NDIS_STATUS_PENDING, NDIS_STATUS_REQUEST_ABORTED)
    return implies(
        entry in (
            Entry.NONE, Entry.INITIALIZE, Entry.SET_OPTIONS, Entry.PAUSE, Entry.ADD_DEVICE,
            Entry.FILTER_RESOURCE_REQUIREMENTS,
        ),
        status in (NDIS_STATUS_SUCCESS, NDIS_STATUS_PENDING)
        if entry == Entry.PAUSE else status != NDIS_STATUS_PENDING,
    )
