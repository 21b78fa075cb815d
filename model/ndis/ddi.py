"""What every NDIS function does first: the rules about calls are attached here.

Facts: the IRQL classes of section 8 of the protocol (each from the ``req.irql`` of its page).
"""

from __future__ import annotations

from ..language import atomic, event, maybe, optional, options
from .adapter import adapter
from .status import PASSIVE_LEVEL


@event
def ddi_called(lowest, highest):
    """An NDIS function is called that its page allows at ``lowest <= IRQL <= highest``."""


@event
def release_called():
    """An NDIS function is called that releases a resource."""


@event
def may_call_back():
    """An NDIS function is called that can call back into the driver, or block."""


@event
def waits(highest, stall):
    """The caller begins to wait, which it may at ``IRQL <= highest``, or stalls its processor for
    ``stall`` microseconds (0: it waits)."""


@atomic
def called(highest, lowest=PASSIVE_LEVEL):
    """The current thread calls an NDIS function with the given IRQL limits."""
    ddi_called(lowest, highest)


@atomic
def fails():
    """Whether a fallible call fails here: once per life of the adapter, or any number of times;
    with the option ``fail_at`` only the call with this number in it."""
    if options.fail_at > 0:
        if adapter.calls <= options.fail_at:
            adapter.calls += 1
        if adapter.calls != options.fail_at:
            return False
    if options.failures and adapter.failures and maybe():
        optional()
        if not options.many_failures:
            adapter.failures = False
        return True
    return False
