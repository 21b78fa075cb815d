"""Events: set by one thread, waited for by others.

Facts: initially clear, set until it is reset, so that every waiter passes; initialized at any IRQL
[ddi: nf-ndis-ndisinitializeevent.md]; waited for at PASSIVE_LEVEL only, without a limit or for
some milliseconds; the answer is whether the event is set [ddi: nf-ndis-ndiswaitevent.md].

Reading: where time is not modelled a limit may have passed before anything else happens.  Without
the option ``long_delays`` it is longer than whatever others have to do before they set the event.
"""

from __future__ import annotations

from ..language import Object, atomic, current, options, wait_until
from .ddi import called, may_call_back, waits
from .status import DISPATCH_LEVEL, HIGH_LEVEL, PASSIVE_LEVEL
from .thread import Entry


class NdisEvent(Object):
    """An NDIS_EVENT."""

    signaled: bool = False


@atomic
def NdisInitializeEvent(event):
    """Make the event clear."""
    called(HIGH_LEVEL)
    event.signaled = False


@atomic
def NdisSetEvent(event):
    """Let all who wait pass."""
    called(DISPATCH_LEVEL)
    event.signaled = True


@atomic
def NdisResetEvent(event):
    """Make the event clear."""
    called(DISPATCH_LEVEL)
    event.signaled = False


def may_give_up(MsToWait):
    """Whether the time may have passed before the event is set."""
    return MsToWait > 0 and options.long_delays


@atomic
def passes(event, MsToWait):
    """Whether the event is set.  Only a wait that may be wrong, or may be over before the event is
    set, has a step of its own before it."""
    called(PASSIVE_LEVEL)
    waits(PASSIVE_LEVEL, 0)
    may_call_back()
    if event.signaled:
        return True
    wait_until(
        may_give_up(MsToWait)
        or current.irql > PASSIVE_LEVEL
        or current.locks > 0
        or current.entry in (
            Entry.OID, Entry.DIRECT_OID, Entry.SYNCHRONOUS_OID, Entry.CHECK_FOR_HANG
        )
    )
    return False


def NdisWaitEvent(event, MsToWait=0):
    """Wait until the event is set, or the time has passed (0: there is no limit); whether it is
    set."""
    if not passes(event, MsToWait):
        if may_give_up(MsToWait):
            return False
        wait_until(event.signaled)
    return True
