"""Threads of control that run driver code: the entry point they are in, IRQL, spin locks held.

Every party of the environment extends :class:`Thread`.  A party calls the driver between
``enter`` and ``leave``, so that rules can ask who is inside what, at which IRQL.
"""

from __future__ import annotations

from ..language import (
    Activity,
    Enum,
    Final,
    Range,
    atomic,
    auto,
    count,
    current,
    driver,
    event,
    instances,
)
from .serialization import begin_turn, end_turn, pass_context
from .status import Irql


class Entry(Enum):
    """The entry point of the driver a thread is inside of."""

    NONE = auto()
    DRIVER_ENTRY = auto()
    SET_OPTIONS = auto()
    UNLOAD = auto()
    INITIALIZE = auto()
    HALT = auto()
    PAUSE = auto()
    RESTART = auto()
    SHUTDOWN = auto()
    PNP_EVENT = auto()
    SEND = auto()
    CANCEL_SEND = auto()
    RETURN = auto()
    OID = auto()
    CANCEL_OID = auto()
    DIRECT_OID = auto()
    CANCEL_DIRECT_OID = auto()
    SYNCHRONOUS_OID = auto()
    CHECK_FOR_HANG = auto()
    RESET = auto()
    ISR = auto()
    DPC = auto()
    TIMER = auto()
    WORK_ITEM = auto()
    KDPC = auto()
    IRP_COMPLETION = auto()
    IDLE_NOTIFICATION = auto()
    CANCEL_IDLE_NOTIFICATION = auto()
    IDLE_CALLBACK = auto()
    SG_LIST = auto()
    SHARED_MEMORY = auto()
    ADD_DEVICE = auto()
    FILTER_RESOURCE_REQUIREMENTS = auto()
    REMOVE_DEVICE = auto()
    OTHER = auto()


class Thread(Activity):
    """An activity of the system.  ``kind`` names it in race reports.

    ``callbacks``: what it calls are callbacks, of which a search may bound how many are in flight.
    """

    kind: Final = "thread"
    callbacks: Final = True
    entry: Entry = Entry.NONE
    irql: Irql = Irql.PASSIVE_LEVEL
    locks: Range[0, 7] = 0                 # spin locks and RW locks held
    reading: Range[0, 3] = 0               # of those, RW locks for reading
    raised: bool = False                   # the first of them raised the IRQL from PASSIVE_LEVEL
    lifted: bool = False                   # KeRaiseIrql raised it


@event
def entering(entry, irql):
    """An entry point of the driver is about to be called."""


@event
def leaving(entry):
    """An entry point of the driver has returned (still on its thread)."""


@event
def locks_checked(balanced):
    """A lock is acquired, released or freed, or an entry point returns: is all in balance?"""


@event
def returned(entry, status):
    """An entry point returned a status; Entry.NONE: a completion call reports one."""


def comes_in_turn(entry):
    """Whether NDIS 5.x lets no two calls of these handlers of a serialized driver overlap."""
    return entry in (
        Entry.SEND, Entry.CANCEL_SEND, Entry.RETURN, Entry.OID, Entry.CHECK_FOR_HANG, Entry.RESET,
        Entry.DPC, Entry.TIMER, Entry.PNP_EVENT,
    )


def gets_adapter_context(entry):
    """Whether the handler gets the context named with the attributes: it is a MiniportXxx."""
    return comes_in_turn(entry) and entry != Entry.TIMER or entry in (
        Entry.ISR, Entry.HALT, Entry.SHUTDOWN
    )


@atomic
def enter(entry, irql):
    """The current thread calls into the driver."""
    if driver.ndis == 5:
        if comes_in_turn(entry):
            begin_turn()
        if gets_adapter_context(entry):
            pass_context()
    entering(entry, irql)
    current.entry = entry
    current.irql = irql


@atomic
def leave():
    """The current thread is back from the driver."""
    leaving(current.entry)
    locks_checked(current.locks == 0)
    if driver.ndis == 5:
        end_turn()
    current.entry = Entry.NONE
    current.irql = Irql.PASSIVE_LEVEL
    current.locks = 0
    current.reading = 0
    current.raised = False
    current.lifted = False


@atomic
def enter_inside(entry):
    """NDIS calls another entry point inside a call of the current thread, at its IRQL."""
    entering(entry, current.irql)
    current.entry = entry


@atomic
def leave_inside(outer):
    """That entry point has returned: back inside ``outer``."""
    leaving(current.entry)
    locks_checked(current.locks == 0)
    current.entry = outer


def running(entry):
    """How many threads are inside the entry point."""
    return count(t for t in instances(Thread) if t.entry == entry)
