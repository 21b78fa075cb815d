"""The PnP thread of NDIS 5.x: load, initialize, suspend, resume, halt, unload.

Facts: an initialized adapter runs until it is halted; there is neither pause nor restart
[net: enhanced-run-time-reconfiguration-abilities.md].  Sends and requests are over when
MiniportHalt is called, receives need not be: it waits for them itself [net: halt-handler.md].

Suspend [ddi: nf-ndis-ndismsetattributesex.md] [net: oid-pnp-capabilities.md]
[net: power-management-for-old-miniport-drivers.md]: NDIS halts an adapter before low power and
initializes it again afterwards.  If NO_HALT_ON_SUSPEND is set it asks OID_PNP_CAPABILITIES after
the initialization; if the driver succeeds that, OID_PNP_SET_POWER takes the adapter to D3 and
back to D0 instead.  No new send or request comes before the adapter is back; a send may be with
the driver still.  Option ``legacy_suspend``: the system suspends.
"""

from __future__ import annotations

from ..language import (
    Enum,
    Final,
    atomic,
    auto,
    choose,
    driver,
    event,
    optional,
    options,
    wait_until,
)
from ..ndis.adapter import AdapterState, DriverLoad, PnpOperation, adapter, move
from ..ndis.life import end_life, halt_returned, initialize_failed
from ..ndis.oid import oid_outstanding
from ..ndis.outstanding import halt_may_start
from ..ndis.pnp import accepts_final, driver_entry_returned, notifying
from ..ndis.status import (
    NDIS_HALT_ACTION,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)
from ..ndis.thread import Entry, Thread, enter, leave, returned
from .attributes_ex import NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND, forget_attributes, has_attribute
from .hang_timer import forget_clock
from .packet_sender import packets_held
from .request import (
    NDIS5_OID,
    information,
    query,
    request_begins,
    requests,
    set_information,
)
from .surprise import surprise
from .suspension import (
    PNP_POWER_STATE,
    power_lost,
    restore_by_requests,
    suspension,
)
from .wrapper import wrapper


class Operation5(Enum):
    """What the PnP thread does."""

    INITIALIZE = auto()
    HALT = auto()
    SUSPEND = auto()                       # by OID_PNP_SET_POWER, or halting
    RESUME = auto()
    UNLOAD = auto()


@event
def suspending(halts):
    """NDIS takes the adapter to low power: by MiniportHalt, or by OID_PNP_SET_POWER."""


def initialize5_gate():
    """Whether NDIS may initialize the adapter: of a registered driver, if it is still there."""
    return adapter.registered and adapter.state == AdapterState.HALTED and not surprise.known


def halt5_gate():
    """Whether NDIS may halt the adapter: nothing that it handed down is outstanding."""
    return adapter.state == AdapterState.RUNNING and halt_may_start() and not packets_held()


def stays_in_suspend():
    """Whether NDIS does not halt the driver before low power."""
    return has_attribute(NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND) and requests.power_aware


def suspend_gate():
    """Whether the system may suspend now."""
    if not options.legacy_suspend or surprise.known or adapter.state != AdapterState.RUNNING:
        return False
    if stays_in_suspend():
        return not oid_outstanding() and not adapter.resetting
    return halt5_gate()


def may_begin5(operation):
    """Whether NDIS may begin the operation now; not while the driver is being notified."""
    match operation:
        case Operation5.INITIALIZE:
            return not notifying() and not suspension.asleep and initialize5_gate()
        case Operation5.HALT:
            return not notifying() and not suspension.asleep and halt5_gate()
        case Operation5.SUSPEND:
            return not notifying() and not suspension.asleep and suspend_gate()
        case Operation5.RESUME:
            return suspension.asleep
        case Operation5.UNLOAD:
            return not suspension.asleep and adapter.state == AdapterState.HALTED


@atomic
def begin_initialize():
    """MiniportInitialize is called."""
    adapter.operation = PnpOperation.INITIALIZE
    move(AdapterState.INITIALIZING)
    enter(Entry.INITIALIZE, PASSIVE_LEVEL)


@atomic
def begin_halt():
    """MiniportHalt is called."""
    adapter.operation = PnpOperation.HALT
    if adapter.removed:
        adapter.halt_action = NDIS_HALT_ACTION.NdisHaltDeviceSurpriseRemoved
    move(AdapterState.HALTING)
    enter(Entry.HALT, PASSIVE_LEVEL)


@atomic
def begin5(operation):
    """Begin the operation: the call, or the decision what to call."""
    match operation:
        case Operation5.INITIALIZE:
            optional()
            begin_initialize()
        case Operation5.HALT:
            if not surprise.known:
                optional()
            begin_halt()
        case Operation5.SUSPEND:
            optional()
            suspending(not stays_in_suspend())
            if stays_in_suspend():
                suspension.changing = True
                information.PowerState = PNP_POWER_STATE.D3
            else:
                suspension.halted = True
                begin_halt()
        case Operation5.RESUME:
            suspension.asleep = False
            if suspension.halted:
                begin_initialize()
            else:
                suspension.changing = True
                information.PowerState = PNP_POWER_STATE.D0
        case Operation5.UNLOAD:
            optional()
            adapter.operation = PnpOperation.UNLOAD
            adapter.load = DriverLoad.UNLOADING
            enter(Entry.UNLOAD, PASSIVE_LEVEL)


@atomic
def forget_adapter():
    """The adapter's life is over."""
    end_life()
    forget_attributes()
    forget_clock()
    requests.power_aware = False


def load_driver5():
    """The system loads the driver and calls DriverEntry; what it returns."""
    with atomic():
        adapter.load = DriverLoad.ENTERING
        enter(Entry.DRIVER_ENTRY, PASSIVE_LEVEL)
    status = driver.DriverEntry()
    with atomic():
        adapter.load = DriverLoad.LOADED if status == NDIS_STATUS_SUCCESS else DriverLoad.GONE
        driver_entry_returned(status)
        leave()
        adapter.failures = True
    return status


def set_power():
    """OID_PNP_SET_POWER, until it is completed; ``information`` says to which state."""
    with atomic():
        request = request_begins(NDIS5_OID.OID_PNP_SET_POWER)
    set_information(request, NDIS5_OID.OID_PNP_SET_POWER)
    wait_until(not oid_outstanding())


def query_capabilities():
    """OID_PNP_CAPABILITIES, until it is completed."""
    with atomic():
        request = request_begins(NDIS5_OID.OID_PNP_CAPABILITIES)
    query(request, NDIS5_OID.OID_PNP_CAPABILITIES)
    wait_until(not oid_outstanding())


def initialize5():
    """MiniportInitialize, to Running or back to Halted."""
    status = driver.MiniportInitialize()
    with atomic():
        returned(Entry.INITIALIZE, status)
        leave()
        succeeded = status == NDIS_STATUS_SUCCESS
        if succeeded:
            move(AdapterState.RUNNING)
        else:
            suspension.halted = False
            initialize_failed()
            forget_adapter()
            adapter.operation = PnpOperation.NONE
    if succeeded:
        if options.legacy_suspend:
            if has_attribute(NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND):
                query_capabilities()
        with atomic():
            restore_by_requests()
            suspension.halted = False
            adapter.started = True
            adapter.operation = PnpOperation.NONE


def halt5():
    """MiniportHalt."""
    if hasattr(driver, "MiniportHalt"):
        driver.MiniportHalt()
    with atomic():
        leave()
        if adapter.state == AdapterState.HALTING:
            halt_returned()
            forget_adapter()
        if suspension.halted:
            suspension.asleep = True
            power_lost()
        adapter.operation = PnpOperation.NONE


def unload5():
    """MiniportUnload, if the driver has registered it; then the driver is gone."""
    if hasattr(driver, "MiniportUnload"):
        if wrapper.unload_handler:
            driver.MiniportUnload()
    with atomic():
        leave()
        adapter.load = DriverLoad.GONE
        adapter.operation = PnpOperation.NONE


class PnpThread5(Thread):
    """Loads an NDIS 5.x driver and runs its adapter through every legal life."""

    callbacks: Final = False               # it is what callbacks meet, always there

    def run(self):
        loaded = load_driver5() == NDIS_STATUS_SUCCESS
        while loaded:
            with atomic():
                operation = choose(o for o in Operation5 if may_begin5(o))
                begin5(operation)
            match operation:
                case Operation5.INITIALIZE:
                    initialize5()
                case Operation5.HALT:
                    halt5()
                case Operation5.SUSPEND:
                    if suspension.halted:
                        halt5()
                    else:
                        set_power()
                        with atomic():
                            suspension.changing = False
                            suspension.asleep = True
                case Operation5.RESUME:
                    if suspension.halted:
                        initialize5()
                    else:
                        set_power()
                        suspension.changing = False
                case Operation5.UNLOAD:
                    unload5()
                    loaded = False

    def at_home(self):
        """No PnP operation is in progress, or none can be any more."""
        return accepts_final() or (
            adapter.operation == PnpOperation.NONE and not suspension.changing
        )
