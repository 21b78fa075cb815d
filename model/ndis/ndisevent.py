"""Events: set by one thread, waited for by others.

Facts: initially clear, set until it is reset, so that every waiter passes; initialized at any IRQL
[ddi: nf-ndis-ndisinitializeevent.md]; waited for at PASSIVE_LEVEL only
[ddi: nf-ndis-ndiswaitevent.md].  The model waits without a limit.
"""

from __future__ import annotations

from ..language import Object, atomic, current, wait_until
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


@atomic
def passes(event):
    """Whether the event is set.  Only a wait that may be wrong has a step of its own before it."""
    called(PASSIVE_LEVEL)
    waits(PASSIVE_LEVEL, 0)
    may_call_back()
    if event.signaled:
        return True
    wait_until(
        current.irql > PASSIVE_LEVEL
        or current.locks > 0
        or current.entry in (
            Entry.OID, Entry.DIRECT_OID, Entry.SYNCHRONOUS_OID, Entry.CHECK_FOR_HANG
        )
    )
    return False


def NdisWaitEvent(event):
    """Wait until the event is set, for ever."""
    if not passes(event):
        wait_until(event.signaled)
