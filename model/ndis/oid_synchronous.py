"""Synchronous OID requests (NDIS 6.80): answered at once, at or below DISPATCH_LEVEL, any number.

Facts: a request ends with the return of MiniportSynchronousOidRequest; it is neither pended nor
aborted nor cancelled, and the handler does not wait.  NDIS serializes it with nothing - other
requests of any kind, pause, reset, power transitions - but halt: none is active once
MiniportHaltEx is called [ddi: nf-ndis-miniport_synchronous_oid_request.md]
[net: synchronous-oid-request-interface-in-ndis-6-80.md].  It comes also during a reset and in low
power.  The handler is optional.
"""

from __future__ import annotations

from ..language import (
    Final,
    Range,
    Token,
    atomic,
    choose,
    driver,
    maybe,
    optional,
    options,
    tokens,
    wait_until,
)
from .adapter import in_service
from .oid import OidPlace, oid_used
from .status import DISPATCH_LEVEL, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave, returned


class NDIS_SYNCHRONOUS_OID_REQUEST(Token):
    """A synchronous request: a new value, which a driver reads, of one entry of a table."""

    count: Final = 2
    place: OidPlace = OidPlace.ABOVE
    IndirectionTableEntry: Range[0, 1] = 0

    def __read__(self):
        oid_used(self)

    def __write__(self):
        oid_used(self)


def synchronous_oid_running():
    """Whether a synchronous request is in the driver's hands."""
    return any(o.place == OidPlace.HANDLER for o in tokens(NDIS_SYNCHRONOUS_OID_REQUEST))


def synchronous_oid_may_start():
    """Whether NDIS hands a synchronous request to the driver: not once halt is decided."""
    return in_service()


class SynchronousOidCaller(Thread):
    """An overlying driver that makes synchronous requests."""

    kind: Final = "sync_oid"

    def run(self):
        while hasattr(driver, "MiniportSynchronousOidRequest") and options.ver >= 680:
            with atomic():
                optional()
                wait_until(synchronous_oid_may_start())
                oid = choose(
                    o for o in tokens(NDIS_SYNCHRONOUS_OID_REQUEST) if o.place == OidPlace.ABOVE
                )
                oid.place = OidPlace.HANDLER
                oid.IndirectionTableEntry = choose(0, 1)
                if maybe():
                    enter(Entry.SYNCHRONOUS_OID, PASSIVE_LEVEL)
                else:
                    enter(Entry.SYNCHRONOUS_OID, DISPATCH_LEVEL)
            status = driver.MiniportSynchronousOidRequest(oid)
            with atomic():
                returned(Entry.SYNCHRONOUS_OID, status)
                oid.place = OidPlace.ABOVE
                oid.IndirectionTableEntry = 0
                leave()
