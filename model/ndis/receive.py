"""The receive path: indications, and the return of what was indicated.

Facts: ownership of an indicated NBL passes up when NdisMIndicateReceiveNetBufferLists is called;
it comes back through MiniportReturnNetBufferLists in any order, on any processor, perhaps before
the call has returned [net: receiving-network-data.md]
[ddi: nf-ndis-ndisreturnnetbufferlists.md].  With NDIS_RECEIVE_FLAGS_RESOURCES it is lent until the
call returns, and MiniportReturnNetBufferLists is not called for it
[ddi: nf-ndis-ndismindicatereceivenetbufferlists.md].
"""

from __future__ import annotations

from ..language import (
    Final,
    Object,
    Range,
    atomic,
    choose,
    driver,
    event,
    optional,
    tokens,
    wait_until,
)
from .adapter import AdapterState, adapter, in_service
from .ddi import called, may_call_back
from .idle_state import idle_in_progress
from .irql import dispatch_flag
from .nbl import RECEIVE_NET_BUFFER_LIST, ReceivePlace
from .port_state import indication_begins, indication_ends
from .power_state import PowerPhase, power
from .status import DISPATCH_LEVEL
from .thread import Entry, Thread, enter, leave


@event
def receive_indicated(nbl, resources, at_dispatch):
    """The driver calls NdisMIndicateReceiveNetBufferLists."""


@event
def receive_return_started(nbl):
    """A receive NBL is about to be returned to the driver."""


class Indications(Object):
    """The indicate calls in progress."""

    running: Range[0, 15] = 0


indications = Indications()


def return_may_start():
    """Whether NDIS returns receive NBLs to the driver: also inside halt, after a wrong pause."""
    return in_service() or adapter.state == AdapterState.HALTING


def may_be_returned(nbl):
    """Whether a receive NBL is above and will come back."""
    return nbl.place == ReceivePlace.UP


class Returner(Thread):
    """Protocols returning receive NBLs: one at a time, any of them, at any time."""

    kind: Final = "return"

    def run(self):
        while hasattr(driver, "MiniportReturnNetBufferLists"):
            with atomic():
                wait_until(return_may_start())
                nbl = choose(n for n in tokens(RECEIVE_NET_BUFFER_LIST) if may_be_returned(n))
                if power.phase == PowerPhase.FALLING and not idle_in_progress():
                    optional()             # nobody has to return what he has before the sleep
                receive_return_started(nbl)
                nbl.place = ReceivePlace.DRIVER
                nbl.port = 0
                enter(Entry.RETURN, DISPATCH_LEVEL)
            driver.MiniportReturnNetBufferLists(nbl)
            leave()


def NdisMIndicateReceiveNetBufferLists(nbl, resources=False, at_dispatch=False, PortNumber=0):
    """Indicate one NBL; with ``resources`` it is the driver's again when the call returns."""
    with atomic():
        called(DISPATCH_LEVEL)
        may_call_back()
        dispatch_flag(at_dispatch)
        receive_indicated(nbl, resources, at_dispatch)
        indication_begins(PortNumber)
        indications.running += 1
        if nbl is not None:
            nbl.place = ReceivePlace.LENT if resources else ReceivePlace.UP
            nbl.port = PortNumber
    with atomic():
        indications.running -= 1
        indication_ends(PortNumber)
        if nbl is not None:
            if nbl.place == ReceivePlace.LENT:
                nbl.place = ReceivePlace.DRIVER
                nbl.port = 0
