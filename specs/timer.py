"""Timers: set, cancelled, waited for and freed in the right order."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    eventually,
    instances,
    rule,
)
from ..model.ndis.life import adapter_ended
from ..model.ndis.thread import (
    Entry,
    running,
)
from ..model.ndis.timer import TimerObject, timer_freed, timer_set


@rule(
    "timer.free-not-queued", kind=SC, side=D, at=timer_freed,
    source="[ddi: nf-ndis-ndisfreetimerobject.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-15",),
    notes="The pages are silent; freeing a timer that is set is read as an error (A25).",
    why="The timer is still in the system's timer queue: when it expires the queue follows a"
    " pointer into freed memory.",
    fix="Call NdisCancelTimerObject before NdisFreeTimerObject, and make sure that nobody sets the"
    " timer in between.",
    microsoft=("0xC4/15",),
)
def free_not_queued(timer):
    """A timer object is freed only while it is not set."""
    return not timer.queued


@rule(
    "timer.free-not-running", kind=SC, side=D, at=timer_freed,
    source="[ddi: nf-ndis-ndiscanceltimerobject.md] [ddi: wdm/nf-wdm-kesettimerex.md]",
    seed=("002-17",),
    notes="A one-shot timer may be freed by its own callback, if no other is due (A25).",
    why="The callback runs on another processor, with a timer object and a context that were freed"
    " under it.",
    fix="After the cancel wait for the callback: a periodic timer's cancel does, for a one-shot"
    " timer use KeFlushQueuedDpcs.",
    microsoft=("0xD5",),
)
def free_not_running(timer, own_callback):
    """A timer object is freed only when none of its callbacks is due or running; a periodic timer
    is not freed by its own callback."""
    if own_callback and not timer.periodic:
        return not timer.fired and timer.running == 1
    return not timer.pending()


@rule(
    "timer.halt-cancels", kind=SC, side=D, at=adapter_ended,
    source="[ddi: nc-ndis-miniport_halt.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-15",),
    why="The timer expires after the halt and calls into memory that was freed; NDIS stops the"
    " machine if it sees it.",
    fix="Call NdisCancelTimerObject for every timer in MiniportHaltEx, and on every failing path"
    " of MiniportInitializeEx after it was set.",
    microsoft=("SDV CancelTimerObject", "0x7C/09", "0x7C/0C", "0x7C/0E", "0x7C/11"),
)
def halt_cancels():
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns no timer is set."""
    return all(not timer.queued for timer in instances(TimerObject))


@rule(
    "timer.halt-waits-callback", kind=SC, side=D, at=adapter_ended,
    source="[net: halt-handler.md] [ddi: nc-ndis-miniport_halt.md]"
    " [ddi: wdm/nf-wdm-kecanceltimer.md]",
    seed=("002-16", "002-17"),
    notes="A callback that has signalled its end is running until it has returned: an event set"
    " in it is not enough, KeFlushQueuedDpcs or the cancel of a periodic timer is.",
    why="TRUE and FALSE of the cancel say only whether the timer was queued: a callback may be"
    " running on another processor while the context is freed.",
    fix="After cancelling, wait at PASSIVE_LEVEL until no callback runs (KeFlushQueuedDpcs, or the"
    " cancel of a periodic timer), then free.",
    microsoft=("0xCE",),
)
def halt_waits_callback():
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns no timer callback is due or
    running, whatever the cancel returned."""
    return all(not timer.pending() for timer in instances(TimerObject))


@rule(
    "timer.no-rearm-after-stop", kind=SI, side=D, at=timer_set,
    source="[ddi: wdm/nf-wdm-keflushqueueddpcs.md] [net: oid-pnp-set-power.md]",
    seed=("002-16",),
    notes="The stop is the cancel inside MiniportHaltEx.",
    why="A callback or a DPC that was already running sets the timer again behind the back of the"
    " halt.",
    fix="Set a stopping flag under the lock before the cancel, and test it under the same lock"
    " wherever the timer is set.",
    microsoft=("0x7C/09",),
)
def no_rearm_after_stop(timer):
    """Once MiniportHaltEx has cancelled a timer nobody sets it again."""
    return not timer.stopped


@rule(
    "timer.wait-no-deadlock", kind=LV, side=D, at=eventually,
    source="[ddi: nf-ndis-ndiscanceltimerobject.md]",
    seed=("002-17",),
    notes="A wait of MiniportHaltEx, or of the callback itself.",
    why="The halt waits for a callback that was cancelled, or that waits for a lock the halt"
    " holds: it never returns.",
    fix="Hold no lock that the callback needs, do not wait in the callback, and wait for a"
    " callback only if the cancel has returned FALSE.",
)
def wait_no_deadlock():
    """Whoever waits for a timer's callback comes to an end, also if the cancel has succeeded; and
    so does the callback."""
    return all(timer.running == 0 for timer in instances(TimerObject)) and not any(
        timer.stopped and running(Entry.HALT) > 0 for timer in instances(TimerObject)
    )
