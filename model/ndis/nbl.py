"""NET_BUFFER_LIST structures: who owns each, and what a driver may do with it.

Facts: a send NBL and everything attached to it is the driver's from MiniportSendNetBufferLists
until NdisMSendNetBufferListsComplete [ddi: nc-ndis-miniport_send_net_buffer_lists.md]; a receive
NBL goes up with the indicate call and comes back through MiniportReturnNetBufferLists, or, with
NDIS_RECEIVE_FLAGS_RESOURCES, when the call returns
[ddi: nf-ndis-ndismindicatereceivenetbufferlists.md].  Whoever does not own an NBL may not read or
write it [net: deserialized-ndis-miniport-drivers.md].

A chain of NBLs is the sequence of its elements: every call carries one.  The port number of a
send call stands in its NBL.
"""

from __future__ import annotations

from ..language import Enum, Range, Token, auto, count, event, tokens
from .status import NDIS_STATUS


class SendPlace(Enum):
    """Who owns a send NBL."""

    ABOVE = auto()                         # a protocol
    DRIVER = auto()


class CancelRequest(Enum):
    """What MiniportCancelSend asked of a send NBL."""

    NONE = auto()
    DURING_SEND = auto()                   # called while the NBL was being handed to the driver
    OWNED = auto()                         # called when the driver had it


class ReceivePlace(Enum):
    """Who owns a receive NBL."""

    NONE = auto()                          # not allocated
    DRIVER = auto()
    LENT = auto()                          # inside a call with NDIS_RECEIVE_FLAGS_RESOURCES
    UP = auto()                            # indicated, not returned


@event
def send_nbl_used(nbl, allowed):
    """A send NBL is used by the driver (its own code, or its hardware); allowed if it owns it."""


@event
def lists_checked(right):
    """An SG list is freed, or a send completed that has some: is it time?"""


@event
def receive_nbl_used(nbl):
    """The driver reads or writes a receive NBL."""


class NET_BUFFER_LIST(Token):
    """A send; a driver reads ``PortNumber``, ``CancelId`` (0: none) and ``NetBuffers`` (how many
    NET_BUFFERs are in it: option ``net_buffers``), and may write ``Status``."""

    place: SendPlace = SendPlace.ABOVE
    Status: NDIS_STATUS = NDIS_STATUS.NDIS_STATUS_NONE
    CancelId: Range[0, 1] = 0
    PortNumber: Range[0, 3] = 0            # the parameter of the send call (option ports)
    NetBuffers: Range[1, 3] = 1
    cancel: CancelRequest = CancelRequest.NONE
    late: bool = False                     # handed down while the adapter was known to be paused
    low: bool = False                      # handed down while the driver was known to be in Dx
    slept: bool = False                    # with the driver in Dx, or on the way there or back
    racing: bool = False                   # on its way to the driver when, or while, a reset began
    posted: bool = False                   # given to the hardware (option send_order)
    after: NET_BUFFER_LIST | None = None          # the send of the same connection that goes first
    building: Range[0, 3] = 0              # SG lists asked for, not delivered
    mapped: Range[0, 3] = 0                # SG lists delivered, not freed

    def __read__(self):
        send_nbl_used(self, self.place == SendPlace.DRIVER)

    def __write__(self):
        send_nbl_used(self, self.place == SendPlace.DRIVER)


class RECEIVE_NET_BUFFER_LIST(Token):
    """A receive buffer of the driver; a driver may read and write ``Status``."""

    place: ReceivePlace = ReceivePlace.NONE
    Status: NDIS_STATUS = NDIS_STATUS.NDIS_STATUS_NONE
    port: Range[0, 3] = 0                  # the port it was indicated for

    def __read__(self):
        receive_nbl_used(self)

    def __write__(self):
        receive_nbl_used(self)


def owned_by_driver(nbl):
    """Whether the driver owns a send NBL."""
    return nbl.place == SendPlace.DRIVER


def sends_owned():
    """How many send NBLs the driver owns."""
    return count(n for n in tokens(NET_BUFFER_LIST) if n.place == SendPlace.DRIVER)


def receives_up():
    """How many receive NBLs are outstanding above."""
    return count(n for n in tokens(RECEIVE_NET_BUFFER_LIST) if n.place == ReceivePlace.UP)
