"""The requests of NDIS 5.x: MiniportQueryInformation and MiniportSetInformation.

Facts: NDIS makes one request at a time, at raised IRQL, and none during a reset
[ddi: nf-ndis-ndisrequest.md]; PENDING obliges one NdisMQueryInformationComplete or
NdisMSetInformationComplete.  A driver is given the OID and a buffer, no request structure: what
is outstanding is the one NDIS_OID_REQUEST that is not above.

OID_PNP_CAPABILITIES asks which states the NIC can wake the system from, and OID_PNP_SET_POWER
takes it to a state; both are made by the PnP thread (``suspend.py``)
[net: oid-pnp-capabilities.md].
"""

from __future__ import annotations

from ..language import (
    Enum,
    Final,
    Object,
    atomic,
    auto,
    choose,
    driver,
    event,
    optional,
    tokens,
    wait_until,
)
from ..ndis.adapter import AdapterState, adapter
from ..ndis.ddi import called, may_call_back
from ..ndis.oid import (
    NDIS_OID_REQUEST,
    OidPlace,
    free_request,
    oid_answered,
    oid_ended,
    oid_outstanding,
    oid_over,
    oid_started,
)
from ..ndis.packet_filter import packet_filter
from ..ndis.status import DISPATCH_LEVEL, NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS
from ..ndis.thread import Entry, Thread, enter, leave, returned
from .suspension import PNP_POWER_STATE, awake, hardware_powered


class NDIS5_OID(Enum):
    """What a request asks for, or sets."""

    OID_GEN_STATISTICS = auto()            # any ordinary query
    OID_GEN_CURRENT_PACKET_FILTER = auto()     # a set
    OID_PNP_CAPABILITIES = auto()          # a query
    OID_PNP_SET_POWER = auto()             # a set


class Information(Object):
    """The InformationBuffer of the request."""

    MinMagicPacketWakeUp: PNP_POWER_STATE = PNP_POWER_STATE.UNSPECIFIED
    MinPatternWakeUp: PNP_POWER_STATE = PNP_POWER_STATE.UNSPECIFIED
    PowerState: PNP_POWER_STATE = PNP_POWER_STATE.UNSPECIFIED


class Requests(Object):
    """The request in progress, and what the latest query of the capabilities brought."""

    oid: NDIS5_OID = NDIS5_OID.OID_GEN_STATISTICS
    power_aware: bool = False              # OID_PNP_CAPABILITIES succeeded


information = Information()
requests = Requests()


@event
def power_request_ended(status):
    """OID_PNP_CAPABILITIES or OID_PNP_SET_POWER (``requests.oid``) has its final status."""


def request5_may_start():
    """Whether NDIS makes a request of others: not before the adapter is bound to, not asleep."""
    return (
        adapter.state == AdapterState.RUNNING
        and adapter.started
        and awake()
        and not adapter.resetting
        and not oid_outstanding()
    )


@atomic
def outstanding_request() -> NDIS_OID_REQUEST:
    """The request in the driver's hands, or None."""
    for request in tokens(NDIS_OID_REQUEST):
        if request.place == OidPlace.HANDLER or request.place == OidPlace.PENDED:
            return request
    return None


@atomic
def request_ends(request, status):
    """A request has a final status."""
    oid_ended(request, status)
    if requests.oid == NDIS5_OID.OID_PNP_CAPABILITIES:
        requests.power_aware = status == NDIS_STATUS_SUCCESS
        power_request_ended(status)
    elif requests.oid == NDIS5_OID.OID_PNP_SET_POWER:
        power_request_ended(status)
        hardware_powered(information.PowerState)
    requests.oid = NDIS5_OID.OID_GEN_STATISTICS
    information.MinMagicPacketWakeUp = PNP_POWER_STATE.UNSPECIFIED
    information.MinPatternWakeUp = PNP_POWER_STATE.UNSPECIFIED
    information.PowerState = PNP_POWER_STATE.UNSPECIFIED


@atomic
def request_begins(oid) -> NDIS_OID_REQUEST:
    """NDIS hands a request to the driver."""
    request = free_request()
    wait_until(request is not None)
    oid_started(request)
    requests.oid = oid
    if oid == NDIS5_OID.OID_PNP_CAPABILITIES:
        # Whatever the buffer holds: the driver has to write it.
        information.MinMagicPacketWakeUp = PNP_POWER_STATE.D0
        information.MinPatternWakeUp = PNP_POWER_STATE.D0
    request.place = OidPlace.HANDLER
    enter(Entry.OID, DISPATCH_LEVEL)
    return request


@atomic
def request_back(request, status):
    """The handler has returned."""
    returned(Entry.OID, status)
    oid_answered(request, status, True)
    if request.place == OidPlace.COMPLETED:
        oid_over(request)
    elif status == NDIS_STATUS_PENDING:
        request.place = OidPlace.PENDED
    else:
        request_ends(request, status)
        oid_over(request)
    leave()


def query(request, oid):
    """MiniportQueryInformation."""
    if hasattr(driver, "MiniportQueryInformation"):
        status = driver.MiniportQueryInformation(oid, information)
        request_back(request, status)


def set_information(request, oid):
    """MiniportSetInformation."""
    if hasattr(driver, "MiniportSetInformation"):
        status = driver.MiniportSetInformation(oid, information)
        request_back(request, status)


@atomic
def choose_request():
    """Which request is made: the packet filter first, if NDIS has to restore it."""
    if packet_filter.restore_due:
        packet_filter.restore_due = False
        return NDIS5_OID.OID_GEN_CURRENT_PACKET_FILTER
    optional()
    return choose(NDIS5_OID.OID_GEN_STATISTICS, NDIS5_OID.OID_GEN_CURRENT_PACKET_FILTER)


class RequestDispatcher(Thread):
    """Makes the requests of the protocols, one after the other."""

    kind: Final = "oid"

    def run(self):
        while True:
            with atomic():
                wait_until(request5_may_start())
                oid = choose_request()
                request = request_begins(oid)
            if oid == NDIS5_OID.OID_GEN_CURRENT_PACKET_FILTER:
                set_information(request, NDIS5_OID.OID_GEN_CURRENT_PACKET_FILTER)
            else:
                query(request, NDIS5_OID.OID_GEN_STATISTICS)


@atomic
def complete_request(status):
    """The driver completes the request it has answered, or will answer, with PENDING."""
    called(DISPATCH_LEVEL)
    may_call_back()
    returned(Entry.NONE, status)
    request = outstanding_request()
    oid_answered(request, status, False)
    if request is not None:
        if request.place == OidPlace.HANDLER:
            request.place = OidPlace.COMPLETED
            request_ends(request, status)
        else:
            request_ends(request, status)
            oid_over(request)


@atomic
def NdisMQueryInformationComplete(status):
    """The driver completes a query."""
    complete_request(status)


@atomic
def NdisMSetInformationComplete(status):
    """The driver completes a set."""
    complete_request(status)
