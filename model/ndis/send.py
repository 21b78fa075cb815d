"""The send path: senders, cancellers, and the completion of sends.

Facts: sends come in Running and Pausing, on any processor, at or below DISPATCH_LEVEL, serialized
with nothing [net: miniport-adapter-states-and-operations.md]
[net: deserialized-ndis-miniport-drivers.md]; option ``late_sends``: also in Paused, Restarting
and Dx, for a send that had passed NDIS before [ddi: nc-ndis-miniport_pause.md].  None starts in
a reset [ddi: nc-ndis-protocol_status_ex.md] (option ``io_during_reset``: some do).  The
driver completes each NBL exactly once, from any context, perhaps inside the send handler; the
protocol may send it again at once [ddi: nf-ndis-ndismsendnetbufferlistscomplete.md].
MiniportCancelSend asks for all queued NBLs with a cancel identifier
[ddi: nc-ndis-miniport_cancel_send.md].
"""

from __future__ import annotations

from ..language import (
    Final,
    Object,
    atomic,
    choose,
    count,
    driver,
    event,
    instances,
    maybe,
    optional,
    options,
    tokens,
    wait_until,
)
from .adapter import AdapterState, adapter, alive
from .common_buffer import memory_withdrawn
from .ddi import called, may_call_back
from .device import in_hardware
from .idle_state import idle_holds_requests
from .irql import dispatch_flag
from .nbl import (
    NET_BUFFER_LIST,
    CancelRequest,
    SendPlace,
    lists_checked,
    owned_by_driver,
    send_nbl_used,
)
from .port_state import name_port, port_request_answered, protocols_bound
from .power_state import PowerPhase, full_power, known_low, power
from .status import DISPATCH_LEVEL, NDIS_STATUS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave, returned, running


@event
def send_started(nbl):
    """A send is about to be handed to the driver."""


@event
def send_returned(nbl):
    """MiniportSendNetBufferLists has returned, and nobody has sent this NBL again since."""


@event
def send_completed(nbl, status):
    """The driver calls NdisMSendNetBufferListsComplete."""


@event
def cancel_send_returned():
    """MiniportCancelSend has returned."""


class SendPath(Object):
    """The order of the sends of a connection (option ``send_order``)."""

    last: NET_BUFFER_LIST | None = None    # the latest whose send call has returned


send_path = SendPath()


def send_may_start():
    """Whether NDIS hands sends to the driver."""
    return (
        adapter.state in (AdapterState.RUNNING, AdapterState.PAUSING)
        or options.late_sends
        and adapter.state in (AdapterState.PAUSED, AdapterState.RESTARTING)
    ) and (options.late_sends or full_power()) and not idle_holds_requests() and (
        options.io_during_reset or not adapter.resetting
    ) and protocols_bound()


def known_paused():
    """Whether the driver has been told to pause, and has answered."""
    return (
        adapter.state == AdapterState.PAUSED
        or adapter.state == AdapterState.PAUSING and running(Entry.PAUSE) == 0
    )


def being_sent(nbl):
    """How many send handlers are running for this NBL."""
    return count(s for s in instances(Sender) if s.sending == nbl)


def cancel_running():
    """Whether a MiniportCancelSend call is running."""
    return running(Entry.CANCEL_SEND) > 0


@atomic
def hand_down(nbl):
    """The NBL becomes the driver's."""
    nbl.place = SendPlace.DRIVER
    nbl.late = known_paused()
    nbl.low = known_low()
    nbl.slept = power.phase != PowerPhase.FULL
    nbl.racing = adapter.resetting
    if options.ports:
        nbl.PortNumber = name_port()
    if any(True for c in instances(SendCanceller)):
        nbl.CancelId = choose(0, 1)
        if nbl.CancelId == 1 and cancel_running():
            nbl.cancel = CancelRequest.DURING_SEND
    if options.net_buffers > 1:
        nbl.NetBuffers = choose(1, options.net_buffers)
    if options.send_order:
        nbl.after = send_path.last


@atomic
def hand_back(nbl):
    """The NBL is the protocol's again."""
    nbl.place = SendPlace.ABOVE
    nbl.Status = NDIS_STATUS.NDIS_STATUS_NONE
    nbl.late = False
    nbl.low = False
    nbl.slept = False
    nbl.racing = False
    nbl.CancelId = 0
    nbl.cancel = CancelRequest.NONE
    nbl.PortNumber = 0
    nbl.NetBuffers = 1
    nbl.mapped = 0
    if options.send_order:
        nbl.posted = False
        nbl.after = None
        if send_path.last == nbl:
            send_path.last = None
        for other in tokens(NET_BUFFER_LIST):
            if other.after == nbl:
                other.after = None


@atomic
def sends_meet_reset():
    """A reset begins: only sends whose handler has returned are sure to be known to the driver."""
    for nbl in tokens(NET_BUFFER_LIST):
        nbl.racing = being_sent(nbl) > 0


class Sender(Thread):
    """A protocol that sends whenever it may, any NBL it has."""

    kind: Final = "send"
    sending: NET_BUFFER_LIST | None = None

    def run(self):
        while hasattr(driver, "MiniportSendNetBufferLists"):
            with atomic():
                wait_until(send_may_start())
                optional()
                nbl = choose(n for n in tokens(NET_BUFFER_LIST) if n.place == SendPlace.ABOVE)
                send_started(nbl)
                hand_down(nbl)
                self.sending = nbl
                if options.passive_sends and maybe():
                    enter(Entry.SEND, PASSIVE_LEVEL)
                else:
                    enter(Entry.SEND, DISPATCH_LEVEL)
            driver.MiniportSendNetBufferLists(self.sending)
            with atomic():
                self.sent()
                leave()

    @atomic
    def sent(self):
        """What NDIS sees when the handler is back."""
        nbl = self.sending
        if being_sent(nbl) == 1:
            send_returned(nbl)
            if options.send_order and owned_by_driver(nbl) and not nbl.posted:
                send_path.last = nbl
        self.sending = None


class SendCanceller(Thread):
    """Cancels sends with the cancel identifier 1, once or more often."""

    kind: Final = "cancel_send"

    def run(self):
        while hasattr(driver, "MiniportCancelSend"):
            with atomic():
                wait_until(alive() and any(
                    n.CancelId == 1 and owned_by_driver(n) for n in tokens(NET_BUFFER_LIST)
                ))
                optional()
                for nbl in tokens(NET_BUFFER_LIST):
                    if nbl.CancelId == 1 and owned_by_driver(nbl):
                        if being_sent(nbl) > 0:
                            nbl.cancel = CancelRequest.DURING_SEND
                        else:
                            nbl.cancel = CancelRequest.OWNED
                enter(Entry.CANCEL_SEND, DISPATCH_LEVEL)
            driver.MiniportCancelSend(1)
            with atomic():
                cancel_send_returned()
                leave()


@atomic
def NdisMSendNetBufferListsComplete(nbl, status, at_dispatch=False):
    """The driver gives a send back with its status; the protocol may use it at once."""
    called(DISPATCH_LEVEL)
    may_call_back()
    dispatch_flag(at_dispatch)
    returned(Entry.NONE, status)
    send_completed(nbl, status)
    if nbl is not None:
        port_request_answered(nbl.PortNumber, status)
        send_nbl_used(nbl, not in_hardware(nbl))
        if nbl.building + nbl.mapped > 0:
            lists_checked(False)
            memory_withdrawn(in_hardware(nbl))
        hand_back(nbl)
