"""NDIS selective suspend (NDIS 6.30): an idle adapter goes to low power while the system works.

Facts: NDIS calls MiniportIdleNotification when it has seen no activity for a while, or, with
ForceIdle, because the system goes to connected standby; the driver vetoes with BUSY unless it is
forced, fails, or returns PENDING, never SUCCESS [ddi: nc-ndis-miniport_idle_notification.md].
When its bus lets it, the driver calls NdisMIdleNotificationConfirm, inside the handler or later;
inside that call NDIS issues OID_PM_PARAMETERS, then OID_PNP_SET_POWER(Dx), and has the bus power
the device down [net: handling-the-ndis-selective-suspend-idle-notification.md].  A send or a
request from above, or a wake signal, makes NDIS call MiniportCancelIdleNotification, after which
the driver calls NdisMIdleNotificationComplete, inside or later; it may do so on its own
initiative [net: canceling-the-ndis-selective-suspend-idle-notification.md]
[net: completing-the-ndis-selective-suspend-idle-notification.md].  Then the bus goes back to D0,
and OID_PNP_SET_POWER(D0) comes.

Readings: the cancel may come any time after PENDING was returned, also beside or before the
confirmation.  A send call that came before PENDING was returned is over before the adapter goes to
low power, and none comes once the driver has confirmed.  A pause waits for the end of an idle
notification, which NDIS then cancels.  A removed adapter is not powered up again.
"""

from __future__ import annotations

from ..language import Final, atomic, current, driver, event, maybe, optional, wait_until
from .adapter import AdapterState, Fate, PnpOperation, adapter, in_service
from .ddi import called, may_call_back
from .idle_state import IdlePlace, idle, idle_outstanding, idle_over
from .oid import (
    NDIS_OID,
    NDIS_OID_REQUEST,
    OidPlace,
    free_request,
    oid_outstanding,
    oid_returned,
    oid_started,
)
from .outstanding import oids_outstanding
from .pause_event import pause_requirement
from .power import hand_over, power_change_may_start
from .power_state import NDIS_DEVICE_POWER_STATE, PowerPhase, power
from .status import DISPATCH_LEVEL, NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, enter_inside, leave, leave_inside, returned, running


@event
def idle_confirmed():
    """The driver calls NdisMIdleNotificationConfirm."""


@event
def idle_answered(status, by_return):
    """MiniportIdleNotification returns, or the driver completes the notification."""


def idle_may_start():
    """Whether an adapter in full use, but idle, may be asked to go to low power."""
    return (
        adapter.state == AdapterState.RUNNING
        and adapter.operation == PnpOperation.NONE
        and not adapter.resetting
        and not adapter.removed
        and adapter.fate == Fate.NONE
        and power.phase == PowerPhase.FULL
        and not power.queried
        and not oids_outstanding()
        and running(Entry.OID) + running(Entry.DIRECT_OID) + running(Entry.SEND) == 0
    )


@atomic
def ask_parameters() -> NDIS_OID_REQUEST:
    """MiniportOidRequest is called with OID_PM_PARAMETERS, inside another call."""
    wait_until(power_change_may_start())
    oid = free_request()
    oid_started(oid)
    oid.Oid = NDIS_OID.OID_PM_PARAMETERS
    oid.place = OidPlace.HANDLER
    enter_inside(Entry.OID)
    return oid


@atomic
def ask_low_power(state) -> NDIS_OID_REQUEST | None:
    """MiniportOidRequest is called with SET_POWER(Dx), unless that has become pointless."""
    wait_until(power_change_may_start() and running(Entry.SEND) == 0)
    if not idle.armed or adapter.removed or adapter.fate != Fate.NONE:
        return None
    if not idle_outstanding() and maybe():
        return None
    oid = free_request()
    hand_over(oid, NDIS_OID.OID_PNP_SET_POWER, state)
    return oid


@atomic
def ask_full_power() -> NDIS_OID_REQUEST | None:
    """The notification is completed: MiniportOidRequest is called with SET_POWER(D0), unless the
    adapter never went to low power or does not come back."""
    wait_until(idle.place == IdlePlace.COMPLETED and not idle.confirming)
    wait_until(power_change_may_start())
    if power.phase != PowerPhase.LOW or adapter.removed or adapter.fate == Fate.POWER_FAILED:
        idle_over()
        return None
    oid = free_request()
    hand_over(oid, NDIS_OID.OID_PNP_SET_POWER, NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0)
    return oid


@atomic
def begin_confirmation():
    """Whether the driver confirms what it may confirm."""
    called(PASSIVE_LEVEL)
    may_call_back()
    idle_confirmed()
    if not idle_outstanding() or idle.confirmed:
        return False
    idle.confirmed = True
    idle.confirming = True
    return True


def NdisMIdleNotificationConfirm(IdlePowerState):
    """The adapter can go to low power now; when the call returns it is there, if all went well."""
    outer = current.entry
    if begin_confirmation():
        oid = ask_parameters()
        status = driver.MiniportOidRequest(oid)
        with atomic():
            oid_returned(oid, status)
            leave_inside(outer)
        wait_until(not oid_outstanding())
        power_oid = ask_low_power(IdlePowerState)
        if power_oid is not None:
            status = driver.MiniportOidRequest(power_oid)
            with atomic():
                oid_returned(power_oid, status)
                leave_inside(outer)
            wait_until(not oid_outstanding())
        idle.confirming = False


@atomic
def NdisMIdleNotificationComplete():
    """The driver completes the notification, perhaps before its handler has returned PENDING."""
    called(DISPATCH_LEVEL)
    may_call_back()
    idle_answered(NDIS_STATUS_SUCCESS, False)
    if idle_outstanding():
        idle.place = IdlePlace.COMPLETED


class SelectiveSuspend(Thread):
    """Notifies an idle adapter, cancels the notification, and brings the adapter back to D0."""

    kind: Final = "idle"

    def run(self):
        while hasattr(driver, "MiniportIdleNotification"):
            with atomic():
                wait_until(idle_may_start())
                optional()
                idle.place = IdlePlace.HANDLER
                idle.forced = maybe()
                enter(Entry.IDLE_NOTIFICATION, PASSIVE_LEVEL)
            status = driver.MiniportIdleNotification(idle.forced)
            with atomic():
                returned(Entry.IDLE_NOTIFICATION, status)
                idle_answered(status, True)
                leave()
                pends = status == NDIS_STATUS_PENDING
                if not pends:
                    idle_over()
                elif idle.place == IdlePlace.HANDLER:
                    idle.place = IdlePlace.PENDING
            if pends:
                self.cancel()
                self.wake()

    def cancel(self):
        """Cancel the notification, or see the driver complete it unasked."""
        with atomic():
            cancels = maybe()
            if cancels:
                wait_until(idle.place == IdlePlace.PENDING and in_service())
                if not adapter.removed and not pause_requirement.required:
                    optional()
                idle.cancelled = True
                enter(Entry.CANCEL_IDLE_NOTIFICATION, PASSIVE_LEVEL)
            else:
                wait_until(idle.place == IdlePlace.COMPLETED)
        if cancels:
            driver.MiniportCancelIdleNotification()
            leave()

    def wake(self):
        """Bring the adapter back to D0 when the driver has completed the notification."""
        oid = ask_full_power()
        if oid is not None:
            status = driver.MiniportOidRequest(oid)
            with atomic():
                oid_returned(oid, status)
                leave_inside(Entry.NONE)
            with atomic():
                wait_until(not oid_outstanding())
                idle_over()
