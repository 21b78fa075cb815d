"""Direct OID requests: any number at once, at or below DISPATCH_LEVEL, serialized with nothing.

Facts: they overlap each other, regular requests, pause and reset
[ddi: nc-ndis-miniport_direct_oid_request.md]; the originator may cancel one, a time-out never does
[ddi: nc-ndis-miniport_cancel_direct_oid_request.md]; none comes during a reset
[ddi: nc-ndis-protocol_status_ex.md]; all are over before halt
[net: halting-a-miniport-adapter.md].
"""

from __future__ import annotations

from ..language import (
    Final,
    Range,
    Token,
    atomic,
    choose,
    driver,
    event,
    optional,
    options,
    tokens,
    wait_until,
)
from .adapter import adapter, alive
from .ddi import called, may_call_back
from .oid import OidPlace, oid_answered, oid_used, request_window
from .port_state import name_port, port_request_answered
from .status import DISPATCH_LEVEL, NDIS_STATUS_PENDING
from .thread import Entry, Thread, enter, leave, returned


@event
def direct_oid_started(oid):
    """A direct request is about to be handed to the driver."""


class NDIS_DIRECT_OID_REQUEST(Token):
    """A direct request; a driver reads ``RequestId``, which no other outstanding one has."""

    count: Final = 2
    place: OidPlace = OidPlace.ABOVE
    RequestId: Range[0, 2] = 0
    racing: bool = False                   # in its handler when, or while, a reset began
    PortNumber: Range[0, 3] = 0

    def __read__(self):
        oid_used(self)

    def __write__(self):
        oid_used(self)


def direct_oid_outstanding():
    """Whether a direct request is in the driver's hands."""
    return any(
        o.place == OidPlace.HANDLER or o.place == OidPlace.PENDED
        for o in tokens(NDIS_DIRECT_OID_REQUEST)
    )


def direct_oid_may_start():
    """Whether NDIS hands a direct request to the driver."""
    return request_window()


@atomic
def direct_oid_over(oid):
    """The request is back with its originator."""
    oid.place = OidPlace.ABOVE
    oid.RequestId = 0
    oid.racing = False
    oid.PortNumber = 0


@atomic
def give_request_id(oid):
    """An identifier that no outstanding direct request has."""
    if any(o.RequestId == 1 for o in tokens(NDIS_DIRECT_OID_REQUEST)):
        oid.RequestId = 2
    else:
        oid.RequestId = 1


@atomic
def direct_oids_meet_reset():
    """A reset begins: only the requests that are pended are sure to be known to the driver."""
    for oid in tokens(NDIS_DIRECT_OID_REQUEST):
        oid.racing = oid.place == OidPlace.HANDLER


class DirectOidCaller(Thread):
    """An overlying driver that makes direct requests."""

    kind: Final = "direct_oid"

    def run(self):
        while hasattr(driver, "MiniportDirectOidRequest"):
            with atomic():
                wait_until(direct_oid_may_start())
                optional()
                oid = choose(
                    o for o in tokens(NDIS_DIRECT_OID_REQUEST) if o.place == OidPlace.ABOVE
                )
                direct_oid_started(oid)
                give_request_id(oid)
                if options.ports:
                    oid.PortNumber = name_port()
                oid.racing = adapter.resetting
                oid.place = OidPlace.HANDLER
                enter(Entry.DIRECT_OID, DISPATCH_LEVEL)
            status = driver.MiniportDirectOidRequest(oid)
            with atomic():
                returned(Entry.DIRECT_OID, status)
                oid_answered(oid, status, True)
                port_request_answered(oid.PortNumber, status)
                if oid.place == OidPlace.HANDLER and status == NDIS_STATUS_PENDING:
                    oid.place = OidPlace.PENDED
                else:
                    direct_oid_over(oid)
                leave()


class DirectOidCanceller(Thread):
    """Cancels an outstanding direct request."""

    kind: Final = "direct_oid_cancel"

    def run(self):
        while hasattr(driver, "MiniportCancelDirectOidRequest"):
            with atomic():
                wait_until(alive() and direct_oid_outstanding())
                optional()
                oid = choose(
                    o for o in tokens(NDIS_DIRECT_OID_REQUEST)
                    if o.place == OidPlace.HANDLER or o.place == OidPlace.PENDED
                )
                request = oid.RequestId
                enter(Entry.CANCEL_DIRECT_OID, DISPATCH_LEVEL)
            driver.MiniportCancelDirectOidRequest(request)
            leave()


@atomic
def NdisMDirectOidRequestComplete(oid, status):
    """The driver completes a direct request it has answered, or will answer, with PENDING."""
    called(DISPATCH_LEVEL)
    may_call_back()
    returned(Entry.NONE, status)
    oid_answered(oid, status, False)
    if oid is not None:
        port_request_answered(oid.PortNumber, status)
        if oid.place == OidPlace.HANDLER:
            oid.place = OidPlace.COMPLETED
        elif oid.place == OidPlace.PENDED:
            direct_oid_over(oid)
