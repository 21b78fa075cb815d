"""NDIS selective suspend: confirmed in time, completed once, quiet before low power."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    D,
    Token,
    current,
    eventually,
    implies,
    instances,
    rule,
)
from ..model.ndis.idle import idle_answered, idle_confirmed
from ..model.ndis.idle_state import IdlePlace, idle, idle_outstanding
from ..model.ndis.outstanding import receives_outstanding
from ..model.ndis.power_state import NDIS_DEVICE_POWER_STATE, set_power_ended
from ..model.ndis.status import NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from ..model.ndis.timer import TimerExpiry, TimerObject, in_own_callback
from ..model.ndis.workitem import IoWorkItem


@rule(
    "ss.confirm-window", kind=SC, side=D, at=idle_confirmed,
    source="[ddi: nf-ndis-ndismidlenotificationconfirm.md]"
    " [net: implementing-a-usb-idle-request-irp-callback-routine.md]",
    notes="What the OID handler needs and the caller has is a lock; a wait for something else that"
    " it has is a deadlock.",
    why="NDIS powers the adapter down without an idle notification that could wake it again; or"
    " OID_PM_PARAMETERS and OID_PNP_SET_POWER, which come inside the call, wait for what the"
    " caller holds.",
    fix="Call NdisMIdleNotificationConfirm once for each notification, with nothing held, where"
    " the bus driver says that the device may sleep, and complete the notification only when that"
    " cannot come any more (for USB: in the completion routine of the idle request).",
    microsoft=("0x7C/25",),
)
def confirm_window():
    """NdisMIdleNotificationConfirm is called at most once for an idle notification, before that is
    completed, at PASSIVE_LEVEL and with no lock held."""
    return (
        idle_outstanding()
        and not idle.confirmed
        and current.irql == PASSIVE_LEVEL
        and current.locks == 0
    )


@rule(
    "ss.complete-after-cancel", kind=LV, side=D, at=eventually,
    source="[net: canceling-the-ndis-selective-suspend-idle-notification.md]"
    " [net: completing-the-ndis-selective-suspend-idle-notification.md]",
    notes="That it is completed only once: ss.complete-once.",
    why="The send or the request that woke the adapter waits for ever: NDIS brings the adapter"
    " back to D0 only when the notification is completed.",
    fix="In MiniportCancelIdleNotification cancel the IRPs of the idle notification, and call"
    " NdisMIdleNotificationComplete when they have been completed.",
    microsoft=("0x7C/25", "0x15E/25"),
)
def complete_after_cancel():
    """After MiniportCancelIdleNotification the driver completes the idle notification."""
    return not idle.cancelled or idle.place != IdlePlace.PENDING


@rule(
    "ss.complete-once", kind=SC, side=D, at=idle_answered,
    source="[ddi: nf-ndis-ndismidlenotificationcomplete.md]"
    " [net: completing-the-ndis-selective-suspend-idle-notification.md]",
    notes="The part of ss.complete-after-cancel that concerns too many completions.  The"
    " completion may come before MiniportIdleNotification has returned PENDING, never beside"
    " another result.",
    why="NDIS takes a second completion for that of the next notification, and wakes an adapter"
    " whose device is on its way to sleep.",
    fix="Complete the notification in one place; do not complete what MiniportIdleNotification has"
    " answered with NDIS_STATUS_BUSY or NDIS_STATUS_FAILURE.",
)
def complete_once(status, by_return):
    """An idle notification is completed once, by a final result of MiniportIdleNotification or,
    after PENDING, by NdisMIdleNotificationComplete."""
    if by_return:
        return status == NDIS_STATUS_PENDING or idle.place == IdlePlace.HANDLER
    return idle_outstanding()


@rule(
    "ss.drained", kind=SC, side=D, at=set_power_ended,
    source="[net: handling-the-ndis-selective-suspend-idle-notification.md]",
    notes="Required in selective suspend, where a system power transition must not wait (A18)."
    "  A timer callback that completes the request, as its last act, is on its way out; so is a"
    " work item's routine that runs, which cannot tell when it has returned (as in"
    " wi.done-by-halt).  That sends are completed: pm.dx-tx-settled.",
    why="A timer, a work item or a returned buffer reaches for a device that is asleep, or keeps"
    " the system awake for an adapter that NDIS takes for suspended.",
    fix="Count what has been begun; in SET_POWER begin nothing new, cancel what can be cancelled,"
    " and have whoever ends the last thing complete the request.",
)
def drained(state, status):
    """In a selective suspend OID_PNP_SET_POWER completes when all receive NBLs are back and all
    timers and work items have been cancelled, or have run."""
    return implies(
        idle.confirming
        and state != NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
        and status == NDIS_STATUS_SUCCESS,
        not receives_outstanding()
        and not any(t.queued or t.fired for t in instances(TimerObject))
        and not any(w.queued for w in instances(IoWorkItem))
        and not any(e.object.running > 0 and e != current for e in instances(TimerExpiry))
        and not any(
            t.running > 0 and not in_own_callback(t)
            for t in instances(TimerObject) if isinstance(t, Token)
        ),
    )
