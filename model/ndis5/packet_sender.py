"""The sends of NDIS 5.x: MiniportSend or MiniportSendPackets, and the queue of NDIS.

Facts [ddi: nf-ndis-ndismsetattributesex.md]: for a serialized driver NDIS holds a queue of sends;
a packet that the driver answers with NDIS_STATUS_RESOURCES stays there and is sent again when the
driver completes another or calls NdisMSendResourcesAvailable.  A deserialized driver gets every
send at once, has to accept it, and completes each by NdisMSendComplete.  Of an array of packets
every one is a call; its status is what MiniportSend returns or, for MiniportSendPackets of a
serialized driver, what it writes into the packet.

A send comes while the adapter is initialized, not during a reset and not in low power.
"""

from __future__ import annotations

from ..language import (
    Array,
    Object,
    Queue,
    Range,
    atomic,
    choose,
    driver,
    event,
    maybe,
    optional,
    tokens,
    wait_until,
)
from ..ndis.adapter import AdapterState, adapter
from ..ndis.ddi import called
from ..ndis.nbl import NET_BUFFER_LIST, SendPlace, owned_by_driver
from ..ndis.send import (
    NdisMSendNetBufferListsComplete,
    Sender,
    hand_back,
    hand_down,
    send_completed,
    send_returned,
    send_started,
)
from ..ndis.serialization import serialization
from ..ndis.status import (
    DISPATCH_LEVEL,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_RESOURCES,
)
from ..ndis.thread import Entry, enter, leave, returned
from .suspension import awake


class PacketQueue(Object):
    """The sends that NDIS holds for a serialized driver, and how old each send is."""

    packets: Queue[NET_BUFFER_LIST]
    stalled: bool = False                  # the driver has refused the first: RESOURCES
    age: Array[Range[0, 2], NET_BUFFER_LIST]       # check-for-hang calls it has outlived


packet_queue = PacketQueue()


@event
def packet_answered(packet, status):
    """MiniportSend has returned, or MiniportSendPackets with this status in the packet."""


def holds_sends():
    """Whether NDIS holds sends for the driver in a queue."""
    return serialization.on


def sends5_go():
    """Whether sends of protocols are on their way at all."""
    return (
        adapter.state == AdapterState.RUNNING
        and adapter.started
        and awake()
        and not adapter.resetting
    )


def packets_held():
    """Whether NDIS still holds a send in its queue."""
    return len(packet_queue.packets) > 0


@atomic
def forget_age(packet):
    """The packet is the protocol's again."""
    packet_queue.age[packet] = 0
    if packet in packet_queue.packets:
        packet_queue.packets.remove(packet)
    packet_queue.stalled = False


@atomic
def next_send() -> NET_BUFFER_LIST:
    """A protocol sends: the packet that NDIS hands down now, or None if it holds it."""
    if holds_sends():
        if maybe():
            optional()
            packet = choose(
                n for n in tokens(NET_BUFFER_LIST)
                if n.place == SendPlace.ABOVE and n not in packet_queue.packets
            )
            packet_queue.packets.append(packet)
            return None
        wait_until(packets_held() and not packet_queue.stalled)
        return packet_queue.packets[0]
    optional()
    return choose(n for n in tokens(NET_BUFFER_LIST) if n.place == SendPlace.ABOVE)


class PacketSender(Sender):
    """The protocols, and NDIS as it hands their packets down."""

    def run(self):
        while hasattr(driver, "MiniportSendPackets") or hasattr(driver, "MiniportSend"):
            with atomic():
                wait_until(sends5_go())
                packet = next_send()
                if packet is not None:
                    send_started(packet)
                    hand_down(packet)
                    self.sending = packet
                    enter(Entry.SEND, DISPATCH_LEVEL)
            if self.sending is not None:
                if hasattr(driver, "MiniportSendPackets"):
                    driver.MiniportSendPackets(self.sending)
                    with atomic():
                        if serialization.on:
                            self.answered(self.sending.Status)
                        else:
                            self.answered(NDIS_STATUS_PENDING)
                        leave()
                else:
                    status = driver.MiniportSend(self.sending)
                    with atomic():
                        self.answered(status)
                        leave()

    @atomic
    def answered(self, status):
        """What NDIS does when the handler is back."""
        packet = self.sending
        returned(Entry.SEND, status)
        packet_answered(packet, status)
        if status == NDIS_STATUS_PENDING:
            send_returned(packet)
            if packet in packet_queue.packets:
                packet_queue.packets.remove(packet)
        elif status == NDIS_STATUS_RESOURCES and serialization.on:
            hand_back(packet)
            packet_queue.stalled = True
        else:
            send_completed(packet, status)
            if owned_by_driver(packet):
                hand_back(packet)
            forget_age(packet)
        self.sending = None


@atomic
def NdisMSendComplete(packet, status):
    """The driver completes a send it has answered, or will answer, with PENDING."""
    NdisMSendNetBufferListsComplete(packet, status)
    if packet is not None:
        forget_age(packet)


@atomic
def NdisMSendResourcesAvailable():
    """A serialized driver that has refused a send can take it now."""
    called(DISPATCH_LEVEL)
    packet_queue.stalled = False
