"""Timer objects: set, expire, call back, cancel; one-shot and periodic.

Facts: a timer object is in the timer queue at most once; setting it again replaces the old setting
and says whether there was one [ddi: nf-ndis-ndissettimerobject.md]
[ddi: wdm/nf-wdm-kesettimerex.md].  At expiry its DPC is queued, unless it still is; a one-shot
leaves the timer queue, a periodic timer stays.  The callback starts later, at DISPATCH_LEVEL, and
can run on two processors at once.

NdisCancelTimerObject is TRUE exactly if the timer was in the queue.  FALSE may mean: never set;
expired, the callback still to come or running; or long over.  TRUE ends that setting only: an
earlier callback may be running still [ddi: wdm/nf-wdm-kecanceltimer.md].  For a periodic timer the
caller is at PASSIVE_LEVEL and the call returns when no callback is left
[ddi: nf-ndis-ndiscanceltimerobject.md].  A one-shot may be freed by its own callback, a periodic
timer not [ddi: nf-ndis-ndisfreetimerobject.md].

Reading: a DPC queued by an earlier expiry survives NdisSetTimerObject and the cancel of a
one-shot.

A driver that has any number of timers of a kind extends TimerObject and Token; their callback, a
method of the driver, is told which of them it is.
"""

from __future__ import annotations

from ..language import (
    Final,
    Range,
    ThreadId,
    Token,
    atomic,
    current,
    event,
    instances,
    maybe,
    options,
    wait_until,
)
from .ddi import called, may_call_back, release_called
from .resource import Resource, acquire, release, use
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


@event
def timer_set(timer):
    """The driver sets a timer."""


@event
def timer_freed(timer, own_callback):
    """The driver frees a timer; ``own_callback``: the current thread runs its callback."""


class TimerObject(Resource):
    """A timer object with the name of its callback, a method of the object that declares it.

    The callback of numbered timers, of a class that extends ``Token``, too, is one of the driver,
    which gets the timer.

    ``essential=False`` says that nothing waits for this timer (a watchdog, a statistics poll):
    scopes about other things leave its expiry out.
    """

    callback: Final
    periodic: Final = False
    essential: Final = True
    numbered = True

    queued: bool = False                   # in the timer queue
    fired: bool = False                    # expired, its DPC is queued, the callback not started
    running: Range[0, 2] = 0               # callbacks
    runner: ThreadId = None                # of a numbered timer, who runs the callback
    runner_again: ThreadId = None          # and who runs it while it is running
    stopped: bool = False                  # cancelled by MiniportHaltEx

    def rank(self):
        return 4

    def pending(self):
        """Whether a callback is still to come for an expiry that has been, or is running."""
        return self.fired or self.running > 0


def in_own_callback(timer):
    """Whether the current thread runs a callback of the timer."""
    if isinstance(timer, Token):
        return current in (timer.runner, timer.runner_again)
    return any(t == current and t.object == timer for t in instances(TimerExpiry))


def any_timer_set():
    """Whether a timer is in the timer queue."""
    return any(timer.queued for timer in instances(TimerObject))


@atomic
def NdisAllocateTimerObject(timer):
    """Allocate a timer, not set."""
    called(DISPATCH_LEVEL)
    if not acquire(timer):
        return NDIS_STATUS_RESOURCES
    timer.queued = False
    timer.stopped = False
    return NDIS_STATUS_SUCCESS


@atomic
def NdisFreeTimerObject(timer):
    """Free a timer.  (Freed while it is set, it never expires: the model goes on from there.)"""
    called(DISPATCH_LEVEL)
    release_called()
    timer_freed(timer, in_own_callback(timer))
    release(timer)
    timer.queued = False
    timer.stopped = False


@atomic
def NdisSetTimerObject(timer):
    """Set the timer; whether it was set already."""
    called(DISPATCH_LEVEL)
    use(timer)
    timer_set(timer)
    was_queued = timer.queued
    timer.queued = True
    return was_queued


@atomic
def unset(timer):
    """Take the timer out of the queue; whether it was there."""
    called(PASSIVE_LEVEL if timer.periodic else DISPATCH_LEVEL)
    if timer.periodic:
        may_call_back()
    use(timer)
    was_queued = timer.queued
    timer.queued = False
    if current.entry == Entry.HALT:
        timer.stopped = True
    return was_queued


def NdisCancelTimerObject(timer):
    """Cancel the timer; whether it was set.  A periodic timer is quiet on return."""
    was_queued = unset(timer)
    if timer.periodic:
        wait_until(not timer.pending())
    return was_queued


@atomic
def starts(timer):
    """The DPC of the timer starts."""
    timer.fired = False
    timer.running += 1
    if isinstance(timer, Token):
        if timer.runner is None:
            timer.runner = current
        else:
            timer.runner_again = current
    enter(Entry.TIMER, DISPATCH_LEVEL)
    use(timer)


@atomic
def ends(timer):
    """The DPC of the timer has ended."""
    leave()
    timer.running -= 1
    if isinstance(timer, Token):
        if timer.runner == current:
            timer.runner = None
        else:
            timer.runner_again = None


@atomic
def expires_or_starts(timer):
    """The timer expires (False), or the DPC of an earlier expiry starts (True)."""
    if timer.queued and not (timer.periodic and timer.fired) and maybe():
        if not timer.periodic:
            timer.queued = False
        timer.fired = True
        return False
    wait_until(timer.fired)
    starts(timer)
    return True


@atomic
def expires_or_starts_again(timer):
    """The same while a callback is running: another processor."""
    wait_until(timer.periodic or options.timer_overlap)
    wait_until(timer.running == 1)
    return expires_or_starts(timer)


class TimerExpiry(Thread):
    """The clock and a processor for the callback of one timer."""

    kind: Final = "timer"
    for_each: Final = TimerObject
    object: Final

    def run(self):
        while True:
            if expires_or_starts(self.object):
                getattr(self.object.owner, self.object.callback)()
                ends(self.object)


class TimerExpiryAgain(TimerExpiry):
    """Another processor, for a callback that starts while an earlier one is running."""

    def run(self):
        while True:
            if expires_or_starts_again(self.object):
                getattr(self.object.owner, self.object.callback)()
                ends(self.object)
