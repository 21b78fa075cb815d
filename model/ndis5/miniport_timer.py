"""The timers of NDIS 5.x: initialized once, set, cancelled, never freed.

Facts: an NDIS_MINIPORT_TIMER lies in the driver's memory; NdisMInitializeTimer cannot fail and
nothing frees it.  NdisMCancelTimer says whether the timer was set; if it was not, its function may
be due or running, and MiniportHalt waits for it [net: halt-handler.md].  A timer that is left set
is a bug check [dbg: bug-check-0xd2--bugcode-id-driver.md].
"""

from __future__ import annotations

from ..language import atomic
from ..ndis.ddi import called
from ..ndis.resource import acquire_always
from ..ndis.status import PASSIVE_LEVEL
from ..ndis.timer import NdisCancelTimerObject, NdisSetTimerObject, TimerObject


class MiniportTimer(TimerObject):
    """A timer with the name of its function, a method of the object that declares it."""

    def held(self):
        """There is nothing to give back: it is the driver's own memory."""
        return False


@atomic
def NdisMInitializeTimer(timer):
    """Make the timer ready to be set."""
    called(PASSIVE_LEVEL)
    acquire_always(timer)
    timer.queued = False
    timer.stopped = False


@atomic
def NdisMSetTimer(timer):
    """Set the timer, again if it is set."""
    NdisSetTimerObject(timer)


def NdisMCancelTimer(timer):
    """Cancel the timer; whether it was set (TimerCancelled)."""
    return NdisCancelTimerObject(timer)
