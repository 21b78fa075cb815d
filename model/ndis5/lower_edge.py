"""The miniport below an NDIS 5.x intermediate driver.

Facts: an intermediate driver is bound to the miniport below as a protocol: NdisOpenAdapter,
NdisSend with ProtocolSendComplete, ProtocolReceive, NdisCloseAdapter
[ddi: nf-ndis-ndisimregisterlayeredminiport.md] [ddi: nf-ndis-ndisopenadapter.md].  With
NDIS_ATTRIBUTE_INTERMEDIATE_DRIVER it is full duplex: what comes from below comes at any moment,
also while sends go down [ddi: nf-ndis-ndismsetattributesex.md].  A binding that is being closed
brings nothing up any more; NdisCloseAdapter has ended when all that was sent has come back.

ProtocolReceive lets the driver copy what was received into a packet of its own.
"""

from __future__ import annotations

from ..language import (
    Final,
    Object,
    Range,
    Set,
    atomic,
    choose,
    driver,
    event,
    instances,
    maybe,
    optional,
    tokens,
    wait_until,
)
from ..ndis.ddi import called, may_call_back, release_called
from ..ndis.nbl import NET_BUFFER_LIST, owned_by_driver, send_nbl_used
from ..ndis.resource import Resource, ResourceState, acquire, release, use
from ..ndis.status import (
    DISPATCH_LEVEL,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)
from ..ndis.thread import Entry, Thread, enter, leave


class Binding(Resource):
    """The binding to the miniport below."""


class LowerEdge(Object):
    """What the miniport below has, and does."""

    sends: Set[NET_BUFFER_LIST]            # sent down, not completed
    calls: Range[0, 2] = 0                 # into the driver


lower_edge = LowerEdge()


@event
def sent_down(packet):
    """The driver sends a packet down."""


def bound():
    """Whether the binding is open, and not being closed."""
    return any(b.state == ResourceState.HELD for b in instances(Binding))


@atomic
def NdisOpenAdapter(binding):
    """Open the binding."""
    called(PASSIVE_LEVEL)
    if acquire(binding):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


def NdisCloseAdapter(binding):
    """Close the binding; returns when nothing that was sent is outstanding, nor any call up."""
    with atomic():
        called(PASSIVE_LEVEL)
        may_call_back()
        release_called()
        release(binding)
    wait_until(len(lower_edge.sends) == 0 and lower_edge.calls == 0)


@atomic
def NdisSend(binding, packet):
    """Send a packet down: PENDING."""
    called(DISPATCH_LEVEL)
    may_call_back()
    use(binding)
    send_nbl_used(packet, owned_by_driver(packet))
    sent_down(packet)
    lower_edge.sends.add(packet)
    return NDIS_STATUS_PENDING


class LowerMiniport(Thread):
    """The miniport below: completes what was sent, and indicates what it receives."""

    kind: Final = "lower"
    completed: NET_BUFFER_LIST | None = None

    def run(self):
        while hasattr(driver, "ProtocolReceive"):
            with atomic():
                if maybe():
                    optional()
                    wait_until(bound())
                else:
                    packet = choose(
                        n for n in tokens(NET_BUFFER_LIST) if n in lower_edge.sends
                    )
                    send_nbl_used(packet, owned_by_driver(packet))
                    lower_edge.sends.discard(packet)
                    self.completed = packet
                lower_edge.calls += 1
                enter(Entry.OTHER, DISPATCH_LEVEL)
            if self.completed is None:
                driver.ProtocolReceive()
            else:
                driver.ProtocolSendComplete(self.completed, NDIS_STATUS_SUCCESS)
            with atomic():
                leave()
                self.completed = None
                lower_edge.calls -= 1
