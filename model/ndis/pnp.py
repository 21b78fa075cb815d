"""The PnP thread of NDIS: load, initialize, restart, pause, halt, unload.

Facts: MiniportInitializeEx may come any time after a successful DriverEntry and leaves the
adapter Paused; then restart, or halt without any restart
[net: initializing-a-miniport-adapter.md] [ddi: nc-ndis-miniport_halt.md].  Restart comes only in
Paused, pause only in Running, halt only in Paused; one operation at a time, none while a pause or
restart is pended [net: miniport-adapter-states-and-operations.md]
[ddi: nc-ndis-miniport_pause.md] [net: starting-an-adapter.md].  The protocols above, which are
paused first, wait for their sends [net: pausing-a-driver-stack.md]: none is outstanding at a
restart.  A pause cannot fail; a failing restart is fatal
[dbg: bug-check-0x15e-bugcode-ndis-driver-live-dump.md].  MiniportDriverUnload comes after the
last halt [ddi: nc-ndis-miniport_unload.md]; from 6.30 on two adapters of one driver may be
initialized at the same time
[net: summary-of-changes-required-to-port-a-miniport-driver-to-ndis-6-30.md].  A completion call
may precede the return of PENDING.

Every operation is: one step that chooses it, opens the gate and enters the driver; the driver's
own steps; one step that leaves and draws the conclusions.
"""

from __future__ import annotations

from ..language import (
    Final,
    atomic,
    choose,
    count,
    driver,
    event,
    every,
    optional,
    options,
    tokens,
    wait_until,
)
from .adapter import (
    Adapter,
    AdapterState,
    DriverLoad,
    Fate,
    PnpOperation,
    adapter,
    in_service,
    move,
)
from .ddi import called, fails, may_call_back
from .idle_state import idle_in_progress
from .life import end_life, halt_returned, initialize_failed
from .nbl import NET_BUFFER_LIST, owned_by_driver
from .outstanding import halt_may_start, receives_outstanding, sends_outstanding
from .pause_event import pause_requirement
from .pnp_handlers import device_gone, device_may_start, device_may_stop
from .power_state import PowerPhase, changing_power, power, stays_low
from .status import (
    DISPATCH_LEVEL,
    NDIS_HALT_ACTION,
    NDIS_STATUS_FAILURE,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)
from .thread import Entry, Thread, enter, leave, returned, running


@event
def operation_begins(operation):
    """A PnP operation is about to begin."""


@event
def driver_entry_returned(status):
    """DriverEntry has returned."""


@event
def initialize_succeeded():
    """MiniportInitializeEx has returned NDIS_STATUS_SUCCESS."""


@event
def pause_completing():
    """A pause is reported complete: NDIS_STATUS_SUCCESS or NdisMPauseComplete."""


@event
def restart_completing(status):
    """A restart is reported complete: a final status or NdisMRestartComplete."""


@event
def unload_returned():
    """MiniportDriverUnload has returned."""


def notifying():
    """Whether a PnP event is being delivered to the driver."""
    return running(Entry.PNP_EVENT) > 0


def operation_pended():
    """Whether a pause or a restart still has to be completed."""
    return adapter.pause_pended or adapter.restart_pended


def only_adapter():
    """Whether the driver has no other adapter in this scope."""
    return count(a for a in every(Adapter)) == 1


def initialize_gate():
    """Whether NDIS may initialize the adapter: of a registered driver, if it is still there.

    One thread alone does not unload a driver and initialize its adapter at the same time.
    """
    return (
        adapter.registered
        and adapter.state == AdapterState.HALTED
        and not adapter.removed
        and (only_adapter() or adapter.load == DriverLoad.LOADED)
        and (
            options.ver >= 630
            or all(a.state != AdapterState.INITIALIZING for a in every(Adapter))
        )
        and device_may_start()
    )


def restart_gate():
    """Whether NDIS may restart the adapter: not one that is removed, or must be halted."""
    return (
        adapter.state == AdapterState.PAUSED
        and not operation_pended()
        and adapter.fate == Fate.NONE
        and not adapter.removed
        and not sends_outstanding()
        and not changing_power()
        and power.phase == PowerPhase.FULL
        and not power.queried
        and not pause_requirement.required
    )


def pause_gate():
    """Whether NDIS may pause the adapter; in low power only if it does not come back."""
    return (
        adapter.state == AdapterState.RUNNING
        and not operation_pended()
        and not changing_power()
        and (power.phase == PowerPhase.FULL or stays_low())
        and not idle_in_progress()
    )


def halt_follows():
    """Whether a halt may come in this state: from Paused, or (options) without a pause, also in
    the middle of a pause or restart that the driver has pended."""
    return (
        adapter.state == AdapterState.PAUSED and not operation_pended()
        or options.halt_with_rx and adapter.state == AdapterState.RUNNING
        or options.halt_anywhere
        and in_service()
        and (options.halt_with_rx or not receives_outstanding())
    )


def halt_gate():
    """Whether NDIS may halt the adapter: nothing it was asked to do is outstanding."""
    return (
        halt_follows()
        and halt_may_start()
        and not changing_power()
        and (power.phase == PowerPhase.FULL and not power.queried or stays_low())
        and device_may_stop()
    )


def unload_gate():
    """Whether the system may unload the driver: not before every adapter is halted."""
    return all(a.state == AdapterState.HALTED for a in every(Adapter)) and device_gone()


def may_begin(operation):
    """Whether NDIS may begin the operation now; not while the driver is being notified."""
    match operation:
        case PnpOperation.INITIALIZE:
            return not notifying() and initialize_gate()
        case PnpOperation.RESTART:
            return not notifying() and restart_gate()
        case PnpOperation.PAUSE:
            return not notifying() and pause_gate()
        case PnpOperation.HALT:
            return not notifying() and halt_gate()
        case PnpOperation.UNLOAD:
            return not notifying() and unload_gate()
        case _:
            return False


def may_halt_for_sleep():
    """Whether NDIS halts this adapter when the system goes to sleep."""
    return not (
        options.power_managed and driver.bus_manages_power
        or driver.NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND
    )


def may_halt_for(action):
    """Whether NDIS may halt the adapter for this reason now."""
    if adapter.removed:
        return action == NDIS_HALT_ACTION.NdisHaltDeviceSurpriseRemoved
    match action:
        case NDIS_HALT_ACTION.NdisHaltDeviceFailed:
            return adapter.fate in (Fate.REMOVAL_REQUESTED, Fate.POWER_FAILED)
        case NDIS_HALT_ACTION.NdisHaltDeviceInitializationFailed:
            return not adapter.started and adapter.fate == Fate.NONE
        case NDIS_HALT_ACTION.NdisHaltDeviceDisabled:
            return adapter.fate not in (Fate.REMOVAL_REQUESTED, Fate.POWER_FAILED)
        case NDIS_HALT_ACTION.NdisHaltDevicePoweredDown:
            return adapter.fate == Fate.NONE and may_halt_for_sleep()
        case NDIS_HALT_ACTION.NdisHaltDeviceStopped:
            return adapter.fate in (Fate.NONE, Fate.HALT_DECIDED)
        case _:
            return False


@atomic
def begin(operation):
    """Begin the operation: the state it starts with, and the call.

    An adapter that is removed, or cannot go on, is bound to be paused and halted; one whose driver
    asks for it, to be paused.
    """
    if not adapter.removed and adapter.fate == Fate.NONE and not (
        pause_requirement.required and operation == PnpOperation.PAUSE
    ):
        optional()
    operation_begins(operation)
    adapter.operation = operation
    match operation:
        case PnpOperation.INITIALIZE:
            move(AdapterState.INITIALIZING)
            enter(Entry.INITIALIZE, PASSIVE_LEVEL)
        case PnpOperation.RESTART:
            adapter.started = True
            adapter.restart_pended = True
            move(AdapterState.RESTARTING)
            enter(Entry.RESTART, PASSIVE_LEVEL)
        case PnpOperation.PAUSE:
            adapter.pause_pended = True
            move(AdapterState.PAUSING)
            enter(Entry.PAUSE, PASSIVE_LEVEL)
        case PnpOperation.HALT:
            adapter.halt_action = choose(a for a in NDIS_HALT_ACTION if may_halt_for(a))
            move(AdapterState.HALTING)
            enter(Entry.HALT, PASSIVE_LEVEL)
        case PnpOperation.UNLOAD:
            adapter.load = DriverLoad.UNLOADING
            enter(Entry.UNLOAD, PASSIVE_LEVEL)


@atomic
def complete_pause():
    """The pause is over; it cannot fail.  What is still being sent has come too late."""
    if adapter.pause_pended:
        adapter.pause_pended = False
        for nbl in tokens(NET_BUFFER_LIST):
            nbl.late = owned_by_driver(nbl)
        if adapter.state != AdapterState.HALTING:
            move(AdapterState.PAUSED)


@atomic
def complete_restart(status):
    """The restart is over, with success or without."""
    if adapter.restart_pended:
        adapter.restart_pended = False
        if adapter.state != AdapterState.HALTING:
            if status == NDIS_STATUS_SUCCESS:
                move(AdapterState.RUNNING)
            else:
                adapter.fate = Fate.RESTART_FAILED
                move(AdapterState.PAUSED)


@atomic
def operation_over():
    """NDIS has seen the end of the operation."""
    adapter.operation = PnpOperation.NONE


@atomic
def NdisMPauseComplete():
    """The driver completes a pended pause, perhaps before MiniportPause has returned."""
    called(DISPATCH_LEVEL)
    may_call_back()
    pause_completing()
    complete_pause()
    if running(Entry.PAUSE) == 0 and adapter.operation == PnpOperation.PAUSE:
        operation_over()


@atomic
def NdisMRestartComplete(status):
    """The driver completes a pended restart, perhaps before MiniportRestart has returned."""
    called(DISPATCH_LEVEL)
    may_call_back()
    returned(Entry.NONE, status)
    restart_completing(status)
    complete_restart(status)
    if running(Entry.RESTART) == 0 and adapter.operation == PnpOperation.RESTART:
        operation_over()


@atomic
def NdisMRemoveMiniport():
    """The driver asks for the removal of an adapter it cannot recover; NDIS may refuse."""
    called(DISPATCH_LEVEL)
    if fails():
        return NDIS_STATUS_FAILURE
    if in_service():
        adapter.fate = Fate.REMOVAL_REQUESTED
    return NDIS_STATUS_SUCCESS


def load_driver():
    """The system loads the driver and calls DriverEntry; what it returns."""
    with atomic():
        adapter.load = DriverLoad.ENTERING
        enter(Entry.DRIVER_ENTRY, PASSIVE_LEVEL)
    status = driver.DriverEntry()
    with atomic():
        if status == NDIS_STATUS_SUCCESS:
            adapter.load = DriverLoad.LOADED
        else:
            adapter.load = DriverLoad.GONE
        driver_entry_returned(status)
        leave()
        adapter.failures = True
        adapter.calls = 0
    return status


def wait_for_driver():
    """Another thread loads the driver; nothing of this one comes to pass if that fails."""
    wait_until(adapter.load == DriverLoad.LOADED)
    return True


def initialize():
    """MiniportInitializeEx, to Paused or back to Halted."""
    status = driver.MiniportInitializeEx()
    with atomic():
        returned(Entry.INITIALIZE, status)
        leave()
        if status == NDIS_STATUS_SUCCESS:
            initialize_succeeded()
            move(AdapterState.PAUSED)
        else:
            initialize_failed()
            end_life()
        operation_over()


def restart():
    """MiniportRestart, which may pend."""
    status = driver.MiniportRestart()
    with atomic():
        returned(Entry.RESTART, status)
        if status != NDIS_STATUS_PENDING:
            restart_completing(status)
            complete_restart(status)
        leave()
        if not adapter.restart_pended:
            operation_over()


def pause():
    """MiniportPause, which may pend."""
    status = driver.MiniportPause()
    with atomic():
        returned(Entry.PAUSE, status)
        if status != NDIS_STATUS_PENDING:
            pause_completing()
            complete_pause()
        leave()
        if not adapter.pause_pended:
            operation_over()


def halt(action):
    """MiniportHaltEx, for one of the legal reasons."""
    driver.MiniportHaltEx(action)
    with atomic():
        leave()
        if adapter.state == AdapterState.HALTING:
            halt_returned()
            end_life()
        operation_over()


def unload():
    """MiniportDriverUnload; then the driver is gone."""
    driver.MiniportDriverUnload()
    with atomic():
        adapter.load = DriverLoad.GONE
        unload_returned()
        leave()
        operation_over()


class PnpThread(Thread):
    """Loads the driver and runs its adapter through every legal life, again and again."""

    callbacks: Final = False               # it is what callbacks meet, always there
    loads: Final = True                    # and unloads the driver

    def run(self):
        loaded = load_driver() == NDIS_STATUS_SUCCESS if self.loads else wait_for_driver()
        while loaded:
            with atomic():
                operation = choose(
                    o for o in PnpOperation
                    if may_begin(o) and (self.loads or o != PnpOperation.UNLOAD)
                )
                begin(operation)
                action = adapter.halt_action
            match operation:
                case PnpOperation.INITIALIZE:
                    if hasattr(driver, "MiniportInitializeEx"):
                        initialize()
                case PnpOperation.RESTART:
                    if hasattr(driver, "MiniportRestart"):
                        restart()
                case PnpOperation.PAUSE:
                    if hasattr(driver, "MiniportPause"):
                        pause()
                case PnpOperation.HALT:
                    if hasattr(driver, "MiniportHaltEx"):
                        halt(action)
                case PnpOperation.UNLOAD:
                    unload()
                    loaded = False

    def at_home(self):
        """No PnP operation is in progress, or none can be any more."""
        return accepts_final() or adapter.operation == PnpOperation.NONE


class FurtherPnpThread(PnpThread):
    """Runs a further adapter of a driver through its lives, beside the thread that loads it."""

    loads: Final = False


def accepts_final():
    """States in which nothing need happen any more: the driver is gone, or the machine is off."""
    return adapter.load == DriverLoad.GONE or all(
        a.state == AdapterState.SHUTDOWN for a in every(Adapter)
    )
