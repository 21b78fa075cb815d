"""Power: to low power and back without losing, keeping or touching what one must not."""

from __future__ import annotations

from ..model.language import LV, SC, SI, D, E, driver, eventually, implies, options, rule
from ..model.ndis.adapter import AdapterState, PnpOperation, adapter
from ..model.ndis.device import device, hardware_accessed, masters_bus, may_interrupt, send_posted
from ..model.ndis.idle_state import idle_in_progress
from ..model.ndis.nbl import ReceivePlace, owned_by_driver, receive_nbl_used
from ..model.ndis.oid import NDIS_OID, oid_ended
from ..model.ndis.outstanding import accepted_sends_outstanding, indications_running
from ..model.ndis.packet_filter import packet_filter, packet_filter_written
from ..model.ndis.pnp import operation_begins
from ..model.ndis.pool import structure_freeing
from ..model.ndis.power_state import (
    NDIS_DEVICE_POWER_STATE,
    PowerPhase,
    asleep,
    power,
    set_power_ended,
    stays_low,
)
from ..model.ndis.send import send_completed, send_returned
from ..model.ndis.status import (
    NDIS_HALT_ACTION,
    NDIS_STATUS_LOW_POWER_STATE,
    NDIS_STATUS_NOT_ACCEPTED,
    NDIS_STATUS_PAUSED,
    NDIS_STATUS_REQUEST_ABORTED,
    NDIS_STATUS_RESET_IN_PROGRESS,
    NDIS_STATUS_SUCCESS,
)
from ..model.ndis.thread import Entry, entering
from ..model.ndis.timer import any_timer_set


@rule(
    "pm.power-oids-succeed", kind=SC, side=D, at=oid_ended,
    source="[net: oid-pnp-query-power.md] [net: oid-pnp-set-power.md]"
    " [net: required-and-optional-oids-for-power-management.md]",
    notes="NOT_ACCEPTED is permitted after a removal (A40).",
    why="NDIS takes the adapter for broken: it asks for its removal (live dump 0x15E, codes 74 and"
    " 75), or the machine does not sleep.",
    fix="Answer OID_PNP_QUERY_POWER with NDIS_STATUS_SUCCESS in every state, and have every path"
    " through OID_PNP_SET_POWER end in success; what cannot fail needs nothing allocated first.",
    microsoft=("DV NdisOidComplete", "0x15E/01"),
)
def power_oids_succeed(oid, status):
    """OID_PNP_QUERY_POWER and OID_PNP_SET_POWER succeed; only SET_POWER may end with NOT_ACCEPTED,
    during a reset or after a removal."""
    return implies(
        oid.Oid in (NDIS_OID.OID_PNP_QUERY_POWER, NDIS_OID.OID_PNP_SET_POWER),
        status == NDIS_STATUS_SUCCESS
        or status == NDIS_STATUS_NOT_ACCEPTED
        and oid.Oid == NDIS_OID.OID_PNP_SET_POWER
        and (adapter.resetting or adapter.removed),
    )


@rule(
    "pm.dx-tx-settled", kind=SC, side=D, at=set_power_ended,
    source="[net: oid-pnp-set-power.md]",
    notes="A send whose handler is still running may not have been looked at: see"
    " pm.dx-rejects-sends for what must become of it.",
    why="The send sits in a ring without power until resume, while the protocol waits for it, or"
    " the indicate call runs on into a driver that believes itself asleep.",
    fix="Complete what is queued with NDIS_STATUS_LOW_POWER_STATE and what the hardware has when"
    " it is done with it, wait for running indicate calls, and complete SET_POWER last.",
)
def dx_tx_settled(state, status):
    """When SET_POWER to a low state completes, every send the driver has accepted has been
    completed and no indicate call is running."""
    return implies(
        state != NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0 and status == NDIS_STATUS_SUCCESS,
        not accepted_sends_outstanding() and not indications_running(),
    )


@rule(
    "pm.dx-rejects-sends", kind=SI, side=D, at=(send_returned, send_posted),
    source="[net: oid-pnp-set-power.md] [net: device-power-states-for-network-adapters.md]",
    notes="Checked for sends that MiniportSendNetBufferLists gets, or still has, after the driver"
    " has answered SET_POWER (A05), until the device is on its way back.",
    why="The send waits for a device without power, is written into registers that are not there,"
    " or is forgotten over the resume.",
    fix="Set a flag under the lock that the send path takes before anything else is done for"
    " SET_POWER, and complete every NBL that meets it there and then.",
)
def dx_rejects_sends(nbl):
    """A send that arrives in low power, or once the driver has pended the way there, is completed
    at once, neither queued nor sent."""
    return implies(
        power.phase in (PowerPhase.FALLING, PowerPhase.LOW),
        not nbl.low or not owned_by_driver(nbl),
    )


@rule(
    "pm.dx-rejects-status", kind=SC, side=D, at=send_completed,
    source="[net: oid-pnp-set-power.md] [ddi: nc-ndis-miniport_pause.md]",
    notes="The part of pm.dx-rejects-sends that concerns the status; in a paused adapter, after a"
    " removal or during a reset their statuses are as good. So is NDIS_STATUS_PAUSED if an adapter"
    " in low power is pausing when the send is completed: both pages name their status for sends"
    " that come now, neither says which goes first, and the driver cannot tell whether a handler"
    " that finds it pausing was called before or after MiniportPause.",
    why="The protocol takes the data for sent, or counts an error of the hardware.",
    fix="Complete sends that come in low power with NDIS_STATUS_LOW_POWER_STATE.",
)
def dx_rejects_status(nbl, status):
    """A send that arrives in low power gets NDIS_STATUS_LOW_POWER_STATE."""
    return implies(
        nbl is not None and nbl.low and owned_by_driver(nbl)
        and power.phase in (PowerPhase.FALLING, PowerPhase.LOW),
        status == NDIS_STATUS_LOW_POWER_STATE
        or status == NDIS_STATUS_PAUSED and (nbl.late or adapter.state == AdapterState.PAUSING)
        or status == NDIS_STATUS_NOT_ACCEPTED and adapter.removed
        or status in (NDIS_STATUS_RESET_IN_PROGRESS, NDIS_STATUS_REQUEST_ABORTED)
        and (adapter.resetting or nbl.racing),
    )


@rule(
    "pm.dx-no-rx-wait", kind=LV, side=D, at=eventually,
    source="[net: oid-pnp-set-power.md]",
    notes="Of NDIS 6.30 and later, for the system's sleep, not for selective suspend (A18). Nobody"
    " above is obliged to return what he has before SET_POWER has completed.",
    why="A protocol may keep a buffer until its reader wakes up, after the sleep: SET_POWER is"
    " never completed, and the machine stops with bug check 0x9F.",
    fix="In SET_POWER wait for running indicate calls, not for MiniportReturnNetBufferLists; keep"
    " the count of what is above over the sleep.",
    microsoft=("0x9F/3",),
)
def dx_no_rx_wait():
    """SET_POWER to a low state completes without any receive NBL being returned."""
    return power.phase != PowerPhase.FALLING or idle_in_progress()


@rule(
    "pm.dx-rx-intact", kind=SI, side=D, at=(receive_nbl_used, structure_freeing),
    source="[net: oid-pnp-set-power.md]",
    notes="Descriptors and re-posting are not in the model: they count as an access.",
    why="A protocol reads the data it was given over the whole sleep; it finds it overwritten, or"
    " freed memory.",
    fix="Leave what is above out of every rebuilding of the ring: only buffers that the driver"
    " holds are given to the device again.",
)
def dx_rx_intact(nbl):
    """On the way to low power, in it and on the way back a receive NBL that is above is neither
    read, written nor freed."""
    return implies(power.phase != PowerPhase.FULL, nbl.place != ReceivePlace.UP)


@rule(
    "pm.dx-quiesced", kind=SC, side=D, at=set_power_ended,
    source="[net: oid-pnp-set-power.md]",
    seed=("003-49",),
    notes="A timer that has expired is not in the queue; what its callback may do is"
    " pm.d3-no-hardware.",
    why="The device writes into memory or interrupts while the bus takes its power away, or a"
    " timer fires in a driver whose device is not there.",
    fix="In SET_POWER(D3) mask the interrupt, stop the engines, cancel every timer and keep its"
    " callback from setting it again, before the request is completed.",
)
def dx_quiesced(state, status):
    """When SET_POWER(D3) completes the device neither interrupts nor uses memory, and no timer is
    set."""
    return implies(
        state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3 and status == NDIS_STATUS_SUCCESS,
        not masters_bus() and not may_interrupt() and not any_timer_set(),
    )


@rule(
    "pm.d3-no-hardware", kind=SI, side=D, at=(hardware_accessed, packet_filter_written),
    source="[net: oid-pnp-set-power.md]",
    why="A register without power reads all ones, hangs the bus, or stops the machine with a"
    " machine check.",
    fix="Mark the device as out of reach, under a lock that every access respects, before"
    " SET_POWER is completed; in the interrupt handler look at that mark before the register.",
)
def d3_no_hardware():
    """The device is not accessed from the end of SET_POWER(D3) until SET_POWER(D0), not in the
    handler of a shared interrupt, and not in a late callback or in halt either."""
    return implies(power.phase != PowerPhase.FULL, not asleep())


@rule(
    "pm.state-preserved", kind=SI, side=D, at=set_power_ended,
    source="[net: oid-pnp-set-power.md] [net: power-management-for-old-miniport-drivers.md]",
    seed=("003-16", "003-48", "003-50"),
    notes="The packet filter stands for all settings; that a driver which relies on state kept by"
    " the hardware does not ask not to be halted is the same demand.",
    why="After resume the adapter is up and hears nothing: the filter, or the receive engine, is"
    " off as after a reset of the hardware.",
    fix="Keep a copy of every setting in the adapter context; in SET_POWER(D0) write them all and"
    " start the engines that ran before.",
)
def state_preserved(state, status):
    """When SET_POWER(D0) completes after low power the settings of the device, and its receive
    engine, are as they were before."""
    return implies(
        state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
        and status == NDIS_STATUS_SUCCESS
        and power.phase == PowerPhase.RISING
        and device.present
        and not adapter.removed,
        not packet_filter.lost and (device.running or not power.engines),
    )


@rule(
    "pm.restart-iff-paused", kind=SI, side=E, at=operation_begins,
    source="[net: oid-pnp-set-power.md] [net: device-power-states-for-network-adapters.md]",
    notes="SET_POWER(D0) first, restart second (A19). An adapter that is removed, or that the bus"
    " does not power up, is paused and halted in low power.",
    why="MiniportRestart finds the device powered and restored; SET_POWER(D0) finds the adapter as"
    " SET_POWER to the low state left it.",
)
def restart_iff_paused(operation):
    """NDIS goes from D0 to a low state or back, and begins nothing else in between: it restarts
    after SET_POWER(D0) what it has paused before."""
    match operation:
        case PnpOperation.POWER_DOWN:
            return power.phase == PowerPhase.FULL
        case PnpOperation.POWER_UP:
            return power.phase == PowerPhase.LOW or power.queried
        case PnpOperation.PAUSE | PnpOperation.HALT:
            return power.phase == PowerPhase.FULL or stays_low()
        case _:
            return power.phase == PowerPhase.FULL


@rule(
    "pm.suspend-mode", kind=SI, side=E, at=entering,
    source="[net: power-management-for-old-miniport-drivers.md]"
    " [ddi: ns-ndis-_ndis_miniport_adapter_registration_attributes.md]",
    seed=("003-42", "003-47"),
    notes="Whether power is managed is the bus driver's and the user's business: an option.",
    why="The flags of the registration attributes decide what a driver is called with when the"
    " system goes to sleep.",
)
def suspend_mode(entry):
    """When the system goes to sleep NDIS halts an adapter whose power is not managed, unless the
    driver sets NO_HALT_ON_SUSPEND; otherwise it uses SET_POWER, after a pause, unless everyone
    above can do without and the driver sets NO_PAUSE_ON_SUSPEND."""
    managed = (
        options.power_managed and driver.bus_manages_power
        or driver.NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND
    )
    if entry == Entry.HALT:
        return implies(
            adapter.halt_action == NDIS_HALT_ACTION.NdisHaltDevicePoweredDown, not managed
        )
    return implies(
        entry == Entry.OID and power.phase == PowerPhase.FALLING and not idle_in_progress(),
        managed
        and (
            adapter.state == AdapterState.PAUSED
            or options.no_pause_on_suspend
            and driver.NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND
        ),
    )
