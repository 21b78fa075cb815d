"""NDIS 5.x: the wrapper, the attributes and what follows from each of their flags."""

from __future__ import annotations

from ..model.language import (
    LV,
    RB,
    SC,
    SI,
    D,
    E,
    always,
    current,
    d,
    driver,
    eventually,
    implies,
    instances,
    rule,
    tokens,
)
from ..model.ndis.adapter import adapter
from ..model.ndis.attributes import registration_needed
from ..model.ndis.device import masters_bus, may_interrupt
from ..model.ndis.dma import bus_master_needed
from ..model.ndis.nbl import NET_BUFFER_LIST
from ..model.ndis.oid import NDIS_OID_REQUEST, OidPlace
from ..model.ndis.outstanding import left_to_hardware, sends_outstanding
from ..model.ndis.packet_filter import packet_filter
from ..model.ndis.pnp import driver_entry_returned
from ..model.ndis.serialization import (
    AdapterContext,
    context_passed,
    serialization,
    turn_taken,
)
from ..model.ndis.status import (
    DISPATCH_LEVEL,
    NDIS_STATUS_NOT_SUPPORTED,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_SUCCESS,
)
from ..model.ndis.thread import Entry, Thread, comes_in_turn
from ..model.ndis5.attributes_ex import (
    NDIS_ATTRIBUTE,
    NdisInterfaceInternal,
    attributes,
    attributes_set,
)
from ..model.ndis5.early_calls import early_call_answered
from ..model.ndis5.hang_timer import HangCause, hang_clock, hang_clock_struck
from ..model.ndis5.indicate_status import status5_indicated
from ..model.ndis5.ndis_work_item import work_item_scheduling
from ..model.ndis5.packet_sender import (
    packet_answered,
    packet_queue,
    packets_held,
)
from ..model.ndis5.pnp_thread import suspending
from ..model.ndis5.request import NDIS5_OID, information, power_request_ended, requests
from ..model.ndis5.surprise import removal_told
from ..model.ndis5.suspension import PNP_POWER_STATE
from ..model.ndis5.wrapper import wrapper


@rule(
    "n5.attributes-first", kind=SC, side=D, at=registration_needed, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-23", "003-32", "003-56", "003-58"),
    notes="That BUS_MASTER is set before map registers or shared memory is n5.bus-master-first.",
    why="NDIS has no flags and no context yet: the call fails, or NDIS claims the resource for an"
    " adapter of the wrong kind and has nothing to give the handlers that come of it.",
    fix="Call NdisMSetAttributesEx right after the context is allocated; before it only read the"
    " registry and the bus.",
)
def attributes_first():
    """MiniportInitialize sets the attributes before any call that depends on them or claims
    hardware: map registers, shared memory, interrupt, I/O range."""
    return adapter.registration or driver.ndis != 5


@rule(
    "n5.bus-master-first", kind=SC, side=D, at=bus_master_needed, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-24",),
    notes="The part of n5.attributes-first that concerns the flag.",
    why="NdisMAllocateMapRegisters fails, and with it the initialization.",
    fix="Set NDIS_ATTRIBUTE_BUS_MASTER if the NIC masters the bus.",
)
def bus_master_first():
    """Map registers and shared memory are allocated only after NDIS_ATTRIBUTE_BUS_MASTER has been
    set."""
    return NDIS_ATTRIBUTE.BUS_MASTER in attributes.flags


@rule(
    "n5.early-calls-allowed", kind=SI, side=E, at=early_call_answered, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-59", "003-60"),
    why="Drivers decide on their attributes by what the registry and the bus tell.",
)
def early_calls_allowed(refused):
    """Reading the configuration and the bus works before the attributes are set."""
    return implies(not adapter.registration, not refused)


@rule(
    "n5.context-param", kind=SI, side=E, at=context_passed, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-03", "003-04", "003-61", "003-62"),
    notes="That the context is resident memory while it is passed is init.context-lifetime.",
    why="A handler has nothing but this pointer to find its adapter.",
)
def context_param(context):
    """Every MiniportXxx function gets the context that the driver has named with the attributes,
    and no other."""
    return implies(adapter.registration, context == AdapterContext.GIVEN)


def flag(name):
    """Whether the driver has set a flag."""
    return name in attributes.flags


@rule(
    "n5.mode-flags", kind=SC, side=D, at=attributes_set, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=(
        "003-10", "003-11", "003-14", "003-19", "003-22", "003-25", "003-28", "003-31", "003-41",
        "003-54",
    ),
    notes="What the driver and its device are is said by constants of the driver's class.",
    why="NDIS treats the driver as what it is not: it serializes a driver that waits for another"
    " of its own handlers, does not serialize one that relies on it, halts an intermediate driver"
    " at suspend, or takes the device for connection-oriented.",
    fix="Set DESERIALIZE exactly if the handlers synchronize among themselves, INTERMEDIATE_DRIVER"
    " and NO_HALT_ON_SUSPEND with AdapterType zero in an intermediate driver, NOT_CO_NDIS for a"
    " connectionless device of a driver of both kinds, BUS_MASTER exactly for a bus master.",
)
def mode_flags():
    """The flags fit the driver: BUS_MASTER its device; DESERIALIZE its mode, which is deserialized
    if it is connection-oriented; INTERMEDIATE_DRIVER, NO_HALT_ON_SUSPEND and AdapterType zero an
    intermediate driver; NOT_CO_NDIS a connectionless device of a driver of both kinds."""
    return (
        flag(NDIS_ATTRIBUTE.BUS_MASTER) == driver.bus_master
        and flag(NDIS_ATTRIBUTE.DESERIALIZE) == (
            driver.deserialized or driver.connection_oriented
        )
        and flag(NDIS_ATTRIBUTE.INTERMEDIATE_DRIVER) == driver.intermediate
        and implies(
            driver.intermediate,
            attributes.extended
            and flag(NDIS_ATTRIBUTE.NO_HALT_ON_SUSPEND)
            and attributes.bus == NdisInterfaceInternal,
        )
        and implies(
            driver.serves_both_kinds and not driver.connection_oriented,
            flag(NDIS_ATTRIBUTE.NOT_CO_NDIS),
        )
    )


@rule(
    "n5.timeout-flags", kind=SC, side=d, at=attributes_set, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-12", "003-13", "003-35", "003-36", "003-37", "003-38", "003-40"),
    why="An intermediate driver is reset for the slowness of a NIC it does not control; a NIC that"
    " hangs is never reset.",
    fix="Set both flags in an intermediate driver. In a driver of a slow NIC set neither, but pass"
    " a longer CheckForHangTimeInSeconds.",
)
def timeout_flags():
    """Intermediate drivers set IGNORE_PACKET_TIMEOUT and IGNORE_REQUEST_TIMEOUT, drivers of NICs
    neither."""
    return (
        flag(NDIS_ATTRIBUTE.IGNORE_PACKET_TIMEOUT) == driver.intermediate
        and flag(NDIS_ATTRIBUTE.IGNORE_REQUEST_TIMEOUT) == driver.intermediate
    )


@rule(
    "n5.serialized-exclusion", kind=SI, side=E, at=turn_taken, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md] [net: serialized-ndis-miniport-drivers.md]",
    seed=("003-09", "003-29"),
    notes="MiniportISR, MiniportInitialize, MiniportHalt and MiniportShutdown may overlap the"
    " others: the handlers of an interrupt, a timer and a returned packet must be able to run"
    " while MiniportInitialize and MiniportHalt wait for them.",
    why="A serialized driver has no locks; a deserialized one counts on seeing every send at"
    " once.",
)
def serialized_exclusion():
    """The handlers of a serialized driver do not overlap, and NDIS queues its sends; for a
    deserialized driver it holds none back."""
    if serialization.on:
        return not any(t != current and comes_in_turn(t.entry) for t in instances(Thread))
    return not packets_held()


@rule(
    "n5.sends-owned", kind=LV, side=D, at=eventually, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-09", "003-30"),
    notes="That no send is refused or completed twice is n5.sends-accepted and send.complete-once;"
    " that the queues are synchronized is race.shared-state.",
    why="The protocol waits for its packet for ever, and the adapter cannot be halted.",
    fix="Queue what the hardware has no room for, and take from the queue whenever a send ends.",
)
def sends_owned():
    """Every packet that a deserialized driver has been handed is completed in the end."""
    return serialization.on or not sends_outstanding() or left_to_hardware()


@rule(
    "n5.sends-accepted", kind=SC, side=D, at=packet_answered, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-30",),
    notes="The part of n5.sends-owned that concerns the answer; a send may be completed as"
    " failed.",
    why="NDIS keeps no queue for the driver: a packet that is handed back for another try is"
    " lost.",
    fix="Answer every send with NDIS_STATUS_PENDING and complete it by NdisMSendComplete, also if"
    " it fails.",
)
def sends_accepted(status):
    """A deserialized driver takes every send and completes it by NdisMSendComplete."""
    return serialization.on or status == NDIS_STATUS_PENDING


@rule(
    "n5.concurrent-send-receive", kind=SI, side=D, at=always, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-26", "003-27"),
    races=("lower",),
    notes="A race with what comes from the miniport below. A deadlock between the two directions"
    " is lock.order.",
    why="With INTERMEDIATE_DRIVER NDIS lets a send go down while an indication comes up: unlocked,"
    " the two corrupt what they share.",
    fix="Protect with one lock what both directions use, and hold none over a call up or down.",
)
def concurrent_send_receive():
    """An intermediate driver tolerates sends and indications at the same time."""
    return True


@rule(
    "n5.timeout-reset", kind=SI, side=E, at=hang_clock_struck, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-05", "003-06", "003-07", "003-08", "003-33", "003-34", "003-39"),
    notes="A time-out is the second call of the check that something has outlived.",
    why="A driver that declares how slow its hardware is, or that time does not count, is not"
    " reset all the same.",
)
def timeout_reset(cause):
    """MiniportCheckForHang is called at the interval of the attributes; requests, and sends of
    serialized drivers, time out after two such calls, unless the flags say that they do not."""
    if cause == HangCause.INTERVAL:
        return hang_clock.ticks == attributes.interval
    if cause == HangCause.REQUEST:
        return not flag(NDIS_ATTRIBUTE.IGNORE_REQUEST_TIMEOUT) and any(
            r.place == OidPlace.PENDED and r.age == 2 for r in tokens(NDIS_OID_REQUEST)
        )
    return (
        serialization.on
        and not flag(NDIS_ATTRIBUTE.IGNORE_PACKET_TIMEOUT)
        and any(packet_queue.age[n] == 2 for n in tokens(NET_BUFFER_LIST))
    )


def answers_power_request(status):
    """Whether a driver with NO_HALT_ON_SUSPEND has done what a power request asks for."""
    if requests.oid == NDIS5_OID.OID_PNP_CAPABILITIES:
        return (
            status == NDIS_STATUS_SUCCESS
            and information.MinMagicPacketWakeUp == PNP_POWER_STATE.UNSPECIFIED
            and information.MinPatternWakeUp == PNP_POWER_STATE.UNSPECIFIED
            or driver.intermediate and status == NDIS_STATUS_NOT_SUPPORTED
        )
    if information.PowerState == PNP_POWER_STATE.D3:
        return status == NDIS_STATUS_SUCCESS and not masters_bus() and not may_interrupt()
    return status == NDIS_STATUS_SUCCESS and not packet_filter.lost


@rule(
    "n5.no-halt-on-suspend", kind=SC, side=D, at=power_request_ended, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md] [net: oid-pnp-capabilities.md]",
    seed=("003-16", "003-43", "003-45", "003-46", "003-48", "003-49", "003-50"),
    notes="The packet filter stands for the hardware context. An intermediate driver over a"
    " miniport that is not PM-aware answers OID_PNP_CAPABILITIES with NOT_SUPPORTED. What NDIS"
    " does is n5.suspend-mode.",
    why="NDIS halts the adapter after all, or the NIC goes to sleep in the middle of a transfer,"
    " or wakes up with settings that nobody restores.",
    fix="Succeed OID_PNP_CAPABILITIES with NdisDeviceStateUnspecified for every wake-up; for D3"
    " stop the engines and interrupts and keep the settings in memory; for D0 write them back.",
)
def no_halt_on_suspend(status):
    """A driver with NO_HALT_ON_SUSPEND succeeds OID_PNP_CAPABILITIES without any wake-up, and
    OID_PNP_SET_POWER: to D3 with the hardware quiet, to D0 with its settings restored."""
    return implies(flag(NDIS_ATTRIBUTE.NO_HALT_ON_SUSPEND), answers_power_request(status))


@rule(
    "n5.suspend-mode", kind=SI, side=E, at=suspending, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md] [net: oid-pnp-capabilities.md]",
    seed=("003-42", "003-44", "003-47"),
    notes="The part of n5.no-halt-on-suspend that concerns NDIS.",
    why="A driver prepares for one of the two ways only.",
)
def suspend_mode(halts):
    """Before low power NDIS halts the adapter, unless NO_HALT_ON_SUSPEND is set and the driver has
    succeeded OID_PNP_CAPABILITIES."""
    return halts != (flag(NDIS_ATTRIBUTE.NO_HALT_ON_SUSPEND) and requests.power_aware)


@rule(
    "n5.surprise-flag", kind=SI, side=E, at=removal_told, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]",
    seed=("003-51", "003-52"),
    notes="In 6.x the notification does not depend on the flag (A36).",
    why="A driver without the flag has no handler to be told through; one with it waits to be"
    " told.",
)
def surprise_flag(notified):
    """A surprise removal is notified exactly if NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK has been set."""
    return notified == flag(NDIS_ATTRIBUTE.SURPRISE_REMOVE_OK)


@rule(
    "n5.surprise-handler", kind=SC, side=D, at=attributes_set, ndis=5,
    source="[ddi: nf-ndis-ndismsetattributesex.md]"
    " [ddi: nf-ndis-ndisimregisterlayeredminiport.md]",
    seed=("003-18",),
    notes="The part of n5.surprise-flag that concerns the driver.",
    why="The user is not warned before pulling the device, and the driver does not learn of it.",
    fix="Register MiniportPnPEventNotify with the flag.",
)
def surprise_handler():
    """A driver that sets NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK has a MiniportPnPEventNotify."""
    return implies(
        flag(NDIS_ATTRIBUTE.SURPRISE_REMOVE_OK), hasattr(driver, "MiniportPnPEventNotify")
    )


@rule(
    "n5.status-context", kind=SC, side=D, at=status5_indicated, ndis=5,
    source="[ddi: nf-ndis-ndismindicatestatus.md]",
    why="NDIS calls the protocols on the spot: at a wrong IRQL or under a lock they, or the driver"
    " they call, deadlock.",
    fix="Indicate from MiniportHandleInterrupt or a timer function, after the lock is released.",
)
def status_context():
    """Status is not indicated by MiniportISR, MiniportHalt or MiniportShutdown, by
    MiniportInitialize only if the driver is deserialized, never under a spin lock, and by a
    serialized driver at DISPATCH_LEVEL."""
    return (
        current.entry not in (Entry.ISR, Entry.HALT, Entry.SHUTDOWN)
        and implies(
            current.entry == Entry.INITIALIZE, adapter.registration and not serialization.on
        )
        and current.locks == 0
        and current.irql <= DISPATCH_LEVEL
        and implies(serialization.on, current.irql == DISPATCH_LEVEL)
    )


@rule(
    "n5.no-worker-if-serialized", kind=SC, side=D, at=work_item_scheduling, ndis=5,
    source="[ddi: nf-ndis-ndisscheduleworkitem.md]",
    notes="A worker of the driver as a whole shares no adapter context.",
    why="The worker runs beside the handlers, which have no locks: NDIS does not serialize it.",
    fix="Do the work in a timer function, or become a deserialized driver.",
)
def no_worker_if_serialized(item):
    """A serialized driver schedules no worker callback that uses its adapter context."""
    return item.driver_level() or not serialization.on


@rule(
    "n5.wrapper-terminated", kind=RB, side=D, at=driver_entry_returned, ndis=5,
    source="[ddi: nf-ndis-ndisterminatewrapper.md]",
    why="NDIS keeps what it allocated for a driver that is not loaded.",
    fix="Call NdisTerminateWrapper in DriverEntry whenever registering fails, or something after.",
)
def wrapper_terminated(status):
    """A DriverEntry that fails after NdisMInitializeWrapper has called NdisTerminateWrapper."""
    return implies(status != NDIS_STATUS_SUCCESS, not wrapper.held)
