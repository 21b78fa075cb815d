"""The check-for-hang of NDIS 5.x: the interval, the time-outs, and the reset they lead to.

Facts [ddi: nf-ndis-ndismsetattributesex.md]: MiniportCheckForHang is called at the interval of the
attributes, a multiple of two seconds.  A request, and a send of a serialized driver, that is not
answered within two of these calls times out: NDIS calls MiniportReset, unless
IGNORE_REQUEST_TIMEOUT or IGNORE_PACKET_TIMEOUT is set.  MiniportReset also follows a
MiniportCheckForHang that returned TRUE.  Both run at raised IRQL; a driver need not have the
first.

NDIS looks every two seconds; a look and what it leads to are one step.
"""

from __future__ import annotations

from ..language import (
    Enum,
    Final,
    Object,
    Range,
    atomic,
    auto,
    driver,
    event,
    tokens,
    wait_until,
)
from ..ndis.adapter import AdapterState, adapter
from ..ndis.hang import BooleanOut, check_for_hang_returned
from ..ndis.nbl import NET_BUFFER_LIST, owned_by_driver
from ..ndis.oid import NDIS_OID_REQUEST, OidPlace
from ..ndis.reset import reset_back, reset_begins, reset_may_start, reset_request
from ..ndis.serialization import serialization
from ..ndis.status import DISPATCH_LEVEL
from ..ndis.thread import Entry, Thread, enter, leave
from .attributes_ex import (
    NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT,
    NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT,
    attributes,
    has_attribute,
)
from .packet_sender import packet_queue
from .suspension import awake


class HangCause(Enum):
    """What the two-second clock of NDIS has come to."""

    INTERVAL = auto()                      # MiniportCheckForHang is due
    REQUEST = auto()                       # a request has timed out
    PACKET = auto()                        # a send has


class HangClock(Object):
    """The two-second clock."""

    ticks: Range[0, 3] = 0                 # since the last call of MiniportCheckForHang


hang_clock = HangClock()


@event
def hang_clock_struck(cause):
    """NDIS calls MiniportCheckForHang, or decides on a reset because something has timed out."""


def watching():
    """Whether NDIS watches the adapter: not during a reset, not in low power."""
    return (
        adapter.state == AdapterState.RUNNING
        and adapter.started
        and awake()
        and not adapter.resetting
    )


def reset5_may_start():
    """Whether NDIS calls MiniportReset."""
    return adapter.started and awake() and reset_may_start()


def call_due():
    """Whether the interval is over with the next tick."""
    return hang_clock.ticks + 1 >= attributes.interval


def times_requests_out():
    """Whether a request that is too old leads to a reset."""
    return not has_attribute(NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT)


def times_packets_out():
    """Whether a send that is too old leads to a reset."""
    return serialization.on and not has_attribute(NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT)


@atomic
def age_requests():
    """The request that is pended has outlived one more call."""
    if times_requests_out():
        for request in tokens(NDIS_OID_REQUEST):
            if request.place == OidPlace.PENDED:
                if request.age < 2:
                    request.age += 1
                if request.age == 2:
                    hang_clock_struck(HangCause.REQUEST)
                    reset_request.due = True


@atomic
def age_packets():
    """Every send that NDIS holds, or the driver, has outlived one more call."""
    if times_packets_out():
        for packet in tokens(NET_BUFFER_LIST):
            if packet in packet_queue.packets or owned_by_driver(packet):
                if packet_queue.age[packet] < 2:
                    packet_queue.age[packet] += 1
                if packet_queue.age[packet] == 2:
                    hang_clock_struck(HangCause.PACKET)
                    reset_request.due = True


@atomic
def tick():
    """Two seconds are over; whether MiniportCheckForHang is called."""
    if not call_due():
        hang_clock.ticks += 1
        return False
    hang_clock.ticks += 1
    hang_clock_struck(HangCause.INTERVAL)
    hang_clock.ticks = 0
    age_requests()
    age_packets()
    if hasattr(driver, "MiniportCheckForHang"):
        enter(Entry.CHECK_FOR_HANG, DISPATCH_LEVEL)
        return True
    return False


@atomic
def forget_clock():
    """The adapter is halted."""
    hang_clock.ticks = 0


class HangTimer(Thread):
    """The clock of NDIS, and the thread on which it resets the adapter."""

    kind: Final = "hang"
    AddressingReset = BooleanOut()

    def run(self):
        while hasattr(driver, "MiniportReset"):
            with atomic():
                wait_until(watching() or reset5_may_start())
                resets = reset5_may_start()
                asks = False
                if resets:
                    reset_begins()
                    enter(Entry.RESET, DISPATCH_LEVEL)
                else:
                    asks = tick()
            if resets:
                self.reset()
            elif asks:
                self.check()

    def check(self):
        """Ask the driver."""
        if hasattr(driver, "MiniportCheckForHang"):
            hung = driver.MiniportCheckForHang()
            with atomic():
                check_for_hang_returned(hung)
                if hung:
                    reset_request.due = True
                leave()

    def reset(self):
        """Reset the adapter."""
        status = driver.MiniportReset(self.AddressingReset)
        with atomic():
            reset_back(status, self.AddressingReset.value)
            self.AddressingReset.value = False
            leave()
