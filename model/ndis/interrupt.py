"""The interrupt: registration, the service routine at DIRQL, the interrupt lock.

Facts: MiniportInterrupt can be called before NdisMRegisterInterruptEx has returned, on a shared
line also for the interrupt of another device [ddi: nf-ndis-ndismregisterinterruptex.md].  Its
outputs queue the DPC, whatever it returns [ddi: nc-ndis-miniport_isr.md].
NdisMDeregisterInterruptEx returns when the DPCs scheduled have finished; after that there is
neither ISR nor DPC [ddi: nf-ndis-ndismderegisterinterruptex.md].  NdisMSynchronizeWithInterruptEx
runs a function under the interrupt lock, which the ISR holds too
[net: synchronizing-with-interrupts.md].

The service routine runs on one processor at a time.
"""

from __future__ import annotations

from ..language import (
    Enum,
    Final,
    Object,
    Range,
    ThreadId,
    acquires,
    atomic,
    auto,
    current,
    driver,
    event,
    maybe,
    optional,
    options,
    releases,
    wait_until,
)
from .attributes import claims_hardware, gives_hardware_back
from .ddi import called, may_call_back, release_called
from .device import asserts
from .resource import Resource, acquire, release
from .status import DIRQL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL, Irql
from .thread import Entry, Thread, enter, leave


class Connection(Enum):
    """How far the interrupt is connected."""

    NONE = auto()
    REGISTERING = auto()                   # inside NdisMRegisterInterruptEx
    ON = auto()
    DEREGISTERING = auto()                 # inside NdisMDeregisterInterruptEx


@event
def deregistering(interrupt):
    """The driver deregisters an interrupt."""


@event
def registration_checked(balanced):
    """An interrupt is deregistered, or the adapter's life ends: are the calls in balance?"""


@event
def interrupt_used(interrupt):
    """NdisMSynchronizeWithInterruptEx or NdisMQueueDpc is called."""


@event
def interrupt_delivered(interrupt):
    """The service routine, or the DPC, of an interrupt is called."""


class InterruptOutputs(Object):
    """What MiniportInterrupt asks for; the parameter ``dpc``."""

    QueueDefaultInterruptDpc: bool = False


class Interrupt(Resource):
    """The interrupt of the adapter; ``with self.interrupt:`` synchronizes with the ISR."""

    outputs = InterruptOutputs()

    connection: Connection = Connection.NONE
    holder: ThreadId = None                # of the interrupt lock
    old_irql: Irql = Irql.PASSIVE_LEVEL    # of the holder, before it synchronized
    dpcs: Range[0, 2] = 0                  # DPCs queued, one per processor
    running: Range[0, 2] = 0               # DPCs running

    def rank(self):
        return 8

    def __enter__(self):
        begin_synchronized(self)

    def __exit__(self):
        end_synchronized(self)

    @atomic
    def grant(self):
        """NDIS decides what kind of interrupt it grants: to who asks for no messages, the line."""

    @atomic
    def ungrant(self):
        """The registration is undone."""

    def by_line(self):
        """Whether it is a line interrupt."""
        return True

    def no_dpc(self):
        """Whether no DPC is running or queued."""
        return self.dpcs == 0 and self.running == 0

    def quiet(self):
        """Whether no ISR and no DPC is running or due."""
        return self.holder is None and self.no_dpc()


@atomic
def connect(interrupt):
    """Connect the service routine, or fail."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    if not acquire(interrupt):
        return False
    interrupt.connection = Connection.REGISTERING
    interrupt.grant()
    return True


def NdisMRegisterInterruptEx(interrupt):
    """Register the interrupt; interrupts come before it returns."""
    if not connect(interrupt):
        return NDIS_STATUS_RESOURCES
    interrupt.connection = Connection.ON
    return NDIS_STATUS_SUCCESS


@atomic
def disconnect(interrupt):
    """No interrupt is taken any more."""
    called(PASSIVE_LEVEL)
    release_called()
    gives_hardware_back()
    may_call_back()
    deregistering(interrupt)
    registration_checked(interrupt.connection == Connection.ON)
    release(interrupt)
    interrupt.connection = Connection.DEREGISTERING


def NdisMDeregisterInterruptEx(interrupt):
    """Deregister the interrupt: wait for its ISR and DPCs; none comes after."""
    disconnect(interrupt)
    with atomic():
        wait_until(interrupt.quiet())
        interrupt.connection = Connection.NONE
        interrupt.ungrant()


@acquires
@atomic
def begin_synchronized(interrupt):
    """NdisMSynchronizeWithInterruptEx: at DIRQL, under the interrupt lock."""
    wait_until(interrupt.holder is None)
    called(DIRQL)
    interrupt_used(interrupt)
    interrupt.holder = current
    interrupt.old_irql = current.irql
    current.irql = DIRQL


@releases
@atomic
def end_synchronized(interrupt):
    """The synchronized function has returned."""
    current.irql = interrupt.old_irql
    interrupt.old_irql = PASSIVE_LEVEL
    interrupt.holder = None


@atomic
def queue_dpc(interrupt):
    """Queue the DPC on some processor; False if one is queued there already."""
    if interrupt.dpcs == 0 or options.dpc_processors == 2 and interrupt.dpcs == 1 and maybe():
        interrupt.dpcs += 1
        return True
    return False


class InterruptLine(Thread):
    """The interrupt line: the device asserts it, or another device that shares it."""

    kind: Final = "isr"
    for_each: Final = Interrupt
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.holder is None)
                wait_until(
                    self.object.connection == Connection.REGISTERING
                    or self.object.connection == Connection.ON
                )
                wait_until(self.object.by_line() and (asserts() or options.line_shared))
                if not asserts():
                    optional()
                self.object.holder = current
                enter(Entry.ISR, DIRQL)
                interrupt_delivered(self.object)
            driver.MiniportInterrupt(self.object.outputs)
            with atomic():
                leave()
                if self.object.outputs.QueueDefaultInterruptDpc:
                    queue_dpc(self.object)
                self.object.outputs.QueueDefaultInterruptDpc = False
                self.object.holder = None
