"""Timers: set, cancelled, waited for and freed in the right order."""

from __future__ import annotations

from ..model.language import SC, SI, D, instances, rule
from ..model.ndis.life import adapter_ended
from ..model.ndis.timer import TimerObject, timer_freed, timer_set


@rule(
    "timer.free-not-queued", kind=SC, side=D, at=timer_freed,
    source="[ddi: nf-ndis-ndisfreetimerobject.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-15",),
    notes="The pages are silent; freeing a timer that is set is read as an error (A25).",
)
def free_not_queued(timer):
    """A timer object is freed only while it is not set."""
    return not timer.queued


@rule(
    "timer.free-not-running", kind=SC, side=D, at=timer_freed,
    source="[ddi: nf-ndis-ndiscanceltimerobject.md] [ddi: wdm/nf-wdm-kesettimerex.md]",
    seed=("002-17",),
    notes="A one-shot timer may be freed by its own callback, if no other is due (A25).",
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
)
def no_rearm_after_stop(timer):
    """Once MiniportHaltEx has cancelled a timer nobody sets it again."""
    return not timer.stopped
