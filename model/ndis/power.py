"""System sleep and resume: NDIS takes the adapter to low power and back.

Facts: OID_PNP_QUERY_POWER and OID_PNP_SET_POWER are regular requests, serialized with the others;
a query is always followed by a SET_POWER, and SET_POWER(D0) cancels it; D0 is never queried
[net: oid-pnp-query-power.md].  NDIS pauses the adapter before SET_POWER(Dx) and restarts it after
SET_POWER(D0); it does neither for a driver that sets NO_PAUSE_ON_SUSPEND if everyone above knows
NDIS 6.30 (option ``no_pause_on_suspend``): the request comes in Running, with receive NBLs above,
which may come back in Dx [net: oid-pnp-set-power.md]
[ddi: ns-ndis-_ndis_miniport_adapter_registration_attributes.md].  All this
only if the bus driver and the user have the adapter's power managed (option ``power_managed``);
if not, NDIS halts the adapter instead and initializes it on resume, unless the driver sets
NO_HALT_ON_SUSPEND
[net: power-management-for-old-miniport-drivers.md].  In Dx no request but SET_POWER(D0) comes
[net: handling-a-set-power-request.md], no send (option ``late_sends``: some do), no
check-for-hang (option ``cfh_in_dx``); a removal, or a bus that does not power up, is followed by
pause and halt without D0 [ddi: nc-ndis-miniport_halt.md].

Readings: no other operation of PnP begins between the start and the end of SET_POWER.  The driver
has reported no wake capability: the low state is D3.
"""

from __future__ import annotations

from ..language import Enum, Final, atomic, auto, choose, driver, optional, options, wait_until
from .adapter import AdapterState, Fate, PnpOperation, adapter, in_service
from .ddi import fails
from .idle_state import idle_in_progress
from .oid import (
    NDIS_OID,
    NDIS_OID_REQUEST,
    OidPlace,
    free_request,
    oid_outstanding,
    oid_returned,
    oid_started,
    request_window,
)
from .pnp import may_halt_for_sleep, operation_begins, operation_pended
from .power_state import NDIS_DEVICE_POWER_STATE, PowerPhase, power, set_power_begins
from .thread import Entry, Thread, enter_inside, leave_inside


class PowerStep(Enum):
    """What NDIS does next about the adapter's power."""

    QUERY = auto()                         # ask whether it may go down
    DOWN = auto()
    UP = auto()                            # or cancel a query
    STAY_DOWN = auto()                     # the bus does not power up


def pauses_on_suspend():
    """Whether NDIS pauses this driver's adapter before it puts it to low power."""
    return not (
        options.no_pause_on_suspend and driver.NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND
    )


def may_sleep():
    """Whether there is nothing against low power: an adapter that is there and not failed."""
    return (
        power.phase == PowerPhase.FULL
        and adapter.fate == Fate.NONE
        and not adapter.removed
        and not may_halt_for_sleep()
        and not idle_in_progress()
    )


def power_change_may_start():
    """Whether NDIS may issue a SET_POWER: nothing of PnP, no reset, no request is in progress."""
    return (
        in_service()
        and adapter.operation == PnpOperation.NONE
        and not operation_pended()
        and not oid_outstanding()
        and (options.io_during_reset or not adapter.resetting)
    )


def power_down_gate():
    """Whether NDIS puts the adapter to low power: Paused, or without any pause."""
    return power_change_may_start() and may_sleep() and (
        adapter.state == AdapterState.PAUSED
        or adapter.state == AdapterState.RUNNING and not pauses_on_suspend()
    )


def power_up_gate():
    """Whether NDIS brings the adapter back to D0, or has it stay there after a query."""
    return power_change_may_start() and (
        power.phase == PowerPhase.LOW
        and not idle_in_progress()
        and not adapter.removed
        and adapter.fate != Fate.POWER_FAILED
        or power.phase == PowerPhase.FULL and power.queried
    )


def may_take(step):
    """Whether NDIS may do this now."""
    match step:
        case PowerStep.QUERY:
            return (
                request_window() and not oid_outstanding() and may_sleep() and not power.queried
            )
        case PowerStep.DOWN:
            return power_down_gate()
        case PowerStep.UP:
            return power_up_gate()
        case _:
            return power_up_gate() and power.phase == PowerPhase.LOW


@atomic
def hand_over(oid, kind, state):
    """MiniportOidRequest is called with a request about power, perhaps inside another call."""
    if kind == NDIS_OID.OID_PNP_SET_POWER:
        if state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
            operation_begins(PnpOperation.POWER_UP)
        else:
            operation_begins(PnpOperation.POWER_DOWN)
        set_power_begins(state)
    else:
        power.queried = True
    oid_started(oid)
    oid.Oid = kind
    oid.DevicePowerState = state
    oid.place = OidPlace.HANDLER
    enter_inside(Entry.OID)


@atomic
def take(step) -> NDIS_OID_REQUEST | None:
    """Begin the step; the request that the driver gets."""
    if step == PowerStep.STAY_DOWN:
        if fails():
            adapter.fate = Fate.POWER_FAILED
        return None
    oid = free_request()
    wait_until(oid is not None)
    match step:
        case PowerStep.QUERY:
            hand_over(
                oid, NDIS_OID.OID_PNP_QUERY_POWER, NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3
            )
        case PowerStep.DOWN:
            hand_over(
                oid, NDIS_OID.OID_PNP_SET_POWER, NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3
            )
        case _:
            hand_over(
                oid, NDIS_OID.OID_PNP_SET_POWER, NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
            )
    return oid


class PowerManager(Thread):
    """Has NDIS take the adapter to low power and back, whenever it may."""

    kind: Final = "power"

    def run(self):
        while hasattr(driver, "MiniportOidRequest"):
            with atomic():
                step = choose(s for s in PowerStep if may_take(s))
                if not power.queried:
                    optional()
                oid = take(step)
            if oid is not None:
                status = driver.MiniportOidRequest(oid)
                with atomic():
                    oid_returned(oid, status)
                    leave_inside(Entry.NONE)
