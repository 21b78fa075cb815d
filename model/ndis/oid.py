"""Regular OID requests: one at a time, at PASSIVE_LEVEL, answered at once or later.

Facts: the next request comes only after the one before is completed
[net: miniport-adapter-oid-request-serialization.md]; requests come in Paused, Restarting, Running
and Pausing, not before MiniportInitializeEx has returned, not during a reset, none once halt is
decided [net: miniport-adapter-states-and-operations.md] [net: halting-a-miniport-adapter.md].
PENDING obliges exactly one NdisMOidRequestComplete, which may come before the handler has returned
[ddi: nf-ndis-ndismoidrequestcomplete.md].  The originator, or the time-out of the request, cancels
it while it is outstanding, in a race with its completion
[ddi: nc-ndis-miniport_cancel_oid_request.md].
"""

from __future__ import annotations

from ..language import (
    Enum,
    Final,
    Range,
    Token,
    atomic,
    auto,
    choose,
    driver,
    event,
    optional,
    options,
    tokens,
    wait_until,
)
from .adapter import adapter, alive, in_service
from .ddi import called, may_call_back
from .idle_state import idle, idle_holds_requests
from .packet_filter import packet_filter
from .port_state import name_port, port_request_answered, protocols_bound
from .power_state import NDIS_DEVICE_POWER_STATE, full_power, set_power_ends
from .status import DISPATCH_LEVEL, NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave, returned
from .vm_queue import queue_allocated, queue_freed, vm_queue


class NDIS_OID(Enum):
    """What a request asks; the kinds whose rules differ."""

    OID_GEN_STATISTICS = auto()            # any ordinary query
    OID_GEN_CURRENT_PACKET_FILTER = auto()
    OID_RECEIVE_FILTER_CLEAR_FILTER = auto()   # the freeing kind: it must not fail
    OID_RECEIVE_FILTER_ALLOCATE_QUEUE = auto()
    OID_RECEIVE_FILTER_FREE_QUEUE = auto()
    OID_PNP_QUERY_POWER = auto()               # NDIS's own: see power.py
    OID_PNP_SET_POWER = auto()
    OID_PM_PARAMETERS = auto()                 # before low power: see idle.py


class OidPlace(Enum):
    """Where a request is."""

    ABOVE = auto()                         # with its originator
    HANDLER = auto()                       # the driver's; the handler has not returned
    PENDED = auto()                        # the driver's; the handler returned PENDING
    COMPLETED = auto()                     # completed by a call before the handler returned


@event
def oid_started(oid):
    """A regular request is about to be handed to the driver."""


@event
def oid_answered(oid, status, by_return):
    """The driver answers a request, regular or direct: its handler returns, or it calls the
    completion function."""


@event
def oid_ended(oid, status):
    """A regular request ends with a final status, by return or by call."""


@event
def oid_used(oid):
    """The driver reads or writes a request structure, of any style."""


class NDIS_OID_REQUEST(Token):
    """A regular request; a driver reads ``Oid``, ``RequestId``, ``PortNumber`` and, with the two
    requests about power, ``DevicePowerState``; it may say in ``BytesWritten`` how much of the
    buffer it has filled."""

    count: Final = 2                       # so that a second one could come, if NDIS let it
    place: OidPlace = OidPlace.ABOVE
    Oid: NDIS_OID = NDIS_OID.OID_GEN_STATISTICS
    DevicePowerState: NDIS_DEVICE_POWER_STATE = NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
    RequestId: Range[0, 1] = 1
    InformationBufferLength: Range[0, 2] = 1   # of the buffer, in units nobody counts
    BytesWritten: Range[0, 2] = 0
    age: Range[0, 2] = 0                   # check-for-hang calls it has outlived
    cancelled: bool = False                # while it was pended
    PortNumber: Range[0, 3] = 0

    def __read__(self):
        oid_used(self)

    def __write__(self):
        oid_used(self)


def oid_in_driver(oid):
    """Whether a request, regular or direct, is in the driver's hands."""
    return oid.place == OidPlace.HANDLER or oid.place == OidPlace.PENDED


def oid_outstanding():
    """Whether a regular request is in the driver's hands."""
    return any(oid_in_driver(o) for o in tokens(NDIS_OID_REQUEST))


def oid_pended():
    """Whether the driver has pended a regular request."""
    return any(o.place == OidPlace.PENDED for o in tokens(NDIS_OID_REQUEST))


def set_power_outstanding():
    """Whether OID_PNP_SET_POWER is in the driver's hands."""
    return any(
        o.Oid == NDIS_OID.OID_PNP_SET_POWER
        and (o.place == OidPlace.HANDLER or o.place == OidPlace.PENDED)
        for o in tokens(NDIS_OID_REQUEST)
    )


def request_window():
    """Whether NDIS hands requests of any style to the driver in this state."""
    return (
        in_service()
        and full_power()
        and not idle_holds_requests()
        and (options.io_during_reset or not adapter.resetting)
        and protocols_bound()
    )


def oid_may_start():
    """Whether NDIS hands a regular request to the driver."""
    return request_window() and not oid_outstanding()


@atomic
def free_request() -> NDIS_OID_REQUEST:
    """A request structure that is free, always the same one of them."""
    for oid in tokens(NDIS_OID_REQUEST):
        if oid.place == OidPlace.ABOVE:
            return oid
    return None


def oid_may_be_cancelled():
    """Whether a regular request is outstanding that its originator may cancel."""
    return alive() and oid_outstanding()


@atomic
def oid_over(oid):
    """The request is back with its originator."""
    oid.place = OidPlace.ABOVE
    oid.Oid = NDIS_OID.OID_GEN_STATISTICS
    oid.DevicePowerState = NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
    oid.BytesWritten = 0
    oid.age = 0
    oid.cancelled = False
    oid.PortNumber = 0


@atomic
def oid_ends(oid, status):
    """The driver has answered the request with a final status."""
    oid_ended(oid, status)
    if oid.Oid == NDIS_OID.OID_PNP_SET_POWER:
        set_power_ends(status)
    elif oid.Oid == NDIS_OID.OID_PM_PARAMETERS:
        idle.armed = status == NDIS_STATUS_SUCCESS
    if oid.Oid == NDIS_OID.OID_RECEIVE_FILTER_ALLOCATE_QUEUE:
        queue_allocated(status)
    if oid.Oid == NDIS_OID.OID_RECEIVE_FILTER_FREE_QUEUE:
        queue_freed()


@atomic
def oid_returned(oid, status):
    """MiniportOidRequest has returned."""
    returned(Entry.OID, status)
    oid_answered(oid, status, True)
    port_request_answered(oid.PortNumber, status)
    if oid.place == OidPlace.COMPLETED:
        oid_over(oid)
    elif status == NDIS_STATUS_PENDING:
        oid.place = OidPlace.PENDED
    else:
        oid_ends(oid, status)
        oid_over(oid)


@atomic
def choose_oid(oid):
    """Which request it is: the packet filter first if a reset has left it to NDIS to restore."""
    if packet_filter.restore_due:
        packet_filter.restore_due = False
        oid.Oid = NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER
    elif options.oid_kinds:
        oid.Oid = choose(
            NDIS_OID.OID_GEN_STATISTICS,
            NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER,
            NDIS_OID.OID_RECEIVE_FILTER_CLEAR_FILTER,
        )
    elif options.vm_queues:
        if vm_queue.allocated:
            oid.Oid = NDIS_OID.OID_RECEIVE_FILTER_FREE_QUEUE
        else:
            oid.Oid = NDIS_OID.OID_RECEIVE_FILTER_ALLOCATE_QUEUE


class OidDispatcher(Thread):
    """Issues regular requests, one after the other, as long as the adapter takes them."""

    kind: Final = "oid"

    def run(self):
        while hasattr(driver, "MiniportOidRequest"):
            with atomic():
                wait_until(oid_may_start())
                if not packet_filter.restore_due:
                    optional()
                oid = free_request()
                wait_until(oid is not None)
                oid_started(oid)
                choose_oid(oid)
                if options.ports:
                    oid.PortNumber = name_port()
                oid.place = OidPlace.HANDLER
                enter(Entry.OID, PASSIVE_LEVEL)
            status = driver.MiniportOidRequest(oid)
            with atomic():
                oid_returned(oid, status)
                leave()


class OidCanceller(Thread):
    """Cancels the outstanding regular request, once or more often."""

    kind: Final = "oid_cancel"

    def run(self):
        while hasattr(driver, "MiniportCancelOidRequest"):
            with atomic():
                wait_until(oid_may_be_cancelled())
                optional()
                for oid in tokens(NDIS_OID_REQUEST):
                    if oid.place == OidPlace.PENDED:
                        oid.cancelled = True
                enter(Entry.CANCEL_OID, DISPATCH_LEVEL)
            driver.MiniportCancelOidRequest(1)
            leave()


@atomic
def NdisMOidRequestComplete(oid, status):
    """The driver completes a regular request it has answered, or will answer, with PENDING."""
    called(DISPATCH_LEVEL)
    may_call_back()
    returned(Entry.NONE, status)
    oid_answered(oid, status, False)
    if oid is not None:
        port_request_answered(oid.PortNumber, status)
        if oid.place == OidPlace.HANDLER:
            oid_ends(oid, status)
            oid.place = OidPlace.COMPLETED
        elif oid.place == OidPlace.PENDED:
            oid_ends(oid, status)
            oid_over(oid)
