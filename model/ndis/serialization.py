"""The serialization of NDIS 5.x: one call at a time into a serialized driver.

Facts: NDIS serializes the MiniportXxx calls of a driver that has not set
NDIS_ATTRIBUTE_DESERIALIZE, and neither serializes nor queues for one that has
[ddi: nf-ndis-ndismsetattributesex.md] [net: serialized-ndis-miniport-drivers.md].  The adapter
context named with the attributes is the first parameter of every MiniportXxx
[ddi: nf-ndis-ndismsetattributesex.md].

Reading: MiniportISR preempts whatever runs; MiniportInitialize and MiniportHalt do not keep the
others out, for they wait for them, at PASSIVE_LEVEL: for a DPC, for the timer function that a
cancel came too late for, for MiniportReturnPacket [net: halt-handler.md].  MiniportShutdown waits
for nobody, and a worker callback is no MiniportXxx: nothing serializes it
[ddi: nf-ndis-ndisscheduleworkitem.md].
"""

from __future__ import annotations

from ..language import Enum, Object, ThreadId, atomic, auto, current, event, wait_until


class AdapterContext(Enum):
    """What NDIS passes to a MiniportXxx function as MiniportAdapterContext."""

    NONE = auto()
    GIVEN = auto()                         # what the driver named with the attributes


class Serialization(Object):
    """What NDIS 5.x keeps about the calls into the driver of an adapter."""

    on: bool = False                       # the attributes are set, without DESERIALIZE
    holder: ThreadId = None                # the thread whose turn it is
    context: AdapterContext = AdapterContext.NONE


serialization = Serialization()


@event
def turn_taken():
    """NDIS 5.x is about to call a handler that comes in turn if the driver is serialized."""


@event
def context_passed(context):
    """NDIS 5.x passes an adapter context to a MiniportXxx function."""


def turn_free():
    """Whether no handler of a serialized driver is running that the others wait for."""
    return serialization.holder is None


def context_to_pass():
    """The context that NDIS passes to the MiniportXxx functions."""
    return serialization.context


@atomic
def begin_turn():
    """A handler is called; of a serialized driver, when no other is running."""
    if serialization.on:
        wait_until(turn_free())
        turn_taken()
        serialization.holder = current
    else:
        turn_taken()


@atomic
def pass_context():
    """A MiniportXxx function gets its context."""
    context_passed(context_to_pass())


@atomic
def end_turn():
    """A handler has returned."""
    if serialization.holder == current:
        serialization.holder = None


@atomic
def end_serialization():
    """The adapter is halted: what it has declared is forgotten."""
    serialization.on = False
    serialization.context = AdapterContext.NONE
