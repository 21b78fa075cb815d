"""Any number of timers of a kind: a class of the driver that extends TimerObject and Token.

Facts: as in ``timer.py``.  One clock serves them all, and two processors: which of two callbacks
that are due runs first is not determined, and they may run at once, also two of one timer.
"""

from __future__ import annotations

from ..language import Final, atomic, choose, driver, options, tokens
from .thread import Thread
from .timer import TimerObject, ends, starts


@atomic
def expires(timers):
    """One of many timers expires."""
    timer = choose(t for t in tokens(timers) if t.queued and not (t.periodic and t.fired))
    if not timer.periodic:
        timer.queued = False
    timer.fired = True


class TimersClock(Thread):
    """The clock of numbered timers of a class."""

    kind: Final = "timer"
    callbacks: Final = False               # it is no software
    for_tokens: Final = TimerObject
    kinds: Final

    def run(self):
        while True:
            expires(self.kinds)


class TimersProcessor(Thread):
    """A processor for their callbacks."""

    kind: Final = "timer"
    for_tokens: Final = TimerObject
    kinds: Final

    def run(self):
        while True:
            with atomic():
                timer = choose(
                    t for t in tokens(self.kinds)
                    if t.fired and (t.running == 0 or t.periodic or options.timer_overlap)
                )
                starts(timer)
            getattr(driver, timer.callback)(timer)
            ends(timer)


class TimersProcessorAgain(TimersProcessor):
    """Another one, for a callback that starts while one is running."""
