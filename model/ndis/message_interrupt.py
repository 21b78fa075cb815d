"""Message-signaled interrupts: a registration with several messages, each with its own handlers.

Facts: a driver that supports messages asks for them with NdisMRegisterInterruptEx and gives the
line handlers all the same, for NDIS may grant a line interrupt: InterruptType tells, and only if
it says messages is there a MessageInfoTable
[ddi: ns-ndis-_ndis_miniport_interrupt_characteristics.md].  A message is never shared
[net: handling-an-msi-interrupt.md].  The service routines of different messages run in parallel,
unless MsiSyncWithAllMessages is set; NdisMSynchronizeWithInterruptEx keeps out that of one
message, and ignores which where a line was granted
[ddi: nf-ndis-ndismsynchronizewithinterruptex.md].  The DPCs of each message are queued for
themselves [net: handling-an-msi-interrupt.md]: ``message_dpc.py``.
"""

from __future__ import annotations

from ..language import (
    Array,
    Enum,
    Final,
    Range,
    ThreadId,
    atomic,
    auto,
    choose,
    current,
    driver,
    instances,
    maybe,
    options,
    wait_until,
)
from .ddi import called
from .device import device
from .interrupt import (
    Connection,
    Interrupt,
    InterruptOutputs,
    interrupt_delivered,
    interrupt_used,
)
from .message_vector import MessageVector
from .resource import Resource, ResourceState, use
from .status import DIRQL, PASSIVE_LEVEL, Irql
from .thread import Entry, Thread, enter, leave


class NDIS_INTERRUPT_TYPE(Enum):
    """What NDIS has granted."""

    NDIS_CONNECT_LINE_BASED = auto()
    NDIS_CONNECT_MESSAGE_BASED = auto()


NDIS_CONNECT_LINE_BASED = NDIS_INTERRUPT_TYPE.NDIS_CONNECT_LINE_BASED
NDIS_CONNECT_MESSAGE_BASED = NDIS_INTERRUPT_TYPE.NDIS_CONNECT_MESSAGE_BASED


class MessageInfo(Resource):
    """The MessageInfoTable, NULL unless messages were granted; ``MessageCount`` is read in it."""

    MessageCount: Range[0, 7] = 0

    def __read__(self):
        use(self)


class MsiInterrupt(Interrupt):
    """A registration that asks for messages.  A driver's sub-class declares them, each a
    ``MessageInterrupt``; ``with self.interrupt.message:`` synchronizes with its service routine.
    """

    MsiSyncWithAllMessages: Final = False

    MessageInfoTable = MessageInfo()

    InterruptType: NDIS_INTERRUPT_TYPE = NDIS_INTERRUPT_TYPE.NDIS_CONNECT_LINE_BASED

    @atomic
    def grant(self):
        """NDIS decides what it grants; both are possible in each life of the adapter."""
        if not options.line_granted or maybe():
            self.InterruptType = NDIS_CONNECT_MESSAGE_BASED
            self.MessageInfoTable.state = ResourceState.HELD
            device.messages = True
            for message in instances(MessageInterrupt):
                self.MessageInfoTable.MessageCount += 1

    @atomic
    def ungrant(self):
        """The registration is undone."""
        if self.InterruptType == NDIS_CONNECT_MESSAGE_BASED:
            self.InterruptType = NDIS_CONNECT_LINE_BASED
            self.MessageInfoTable.state = ResourceState.RELEASED
            self.MessageInfoTable.MessageCount = 0
            device.messages = False

    def by_line(self):
        return self.InterruptType == NDIS_CONNECT_LINE_BASED

    def no_dpc(self):
        return self.dpcs == 0 and self.running == 0 and not any(
            m.queued[0] or m.queued[1] or m.running[0] or m.running[1]
            for m in instances(MessageInterrupt)
        )

    def quiet(self):
        return self.holder is None and self.no_dpc() and not any(
            m.holder is not None for m in instances(MessageInterrupt)
        )


class MessageInterrupt(MessageVector):
    """A message of the registration that declares it."""

    outputs = InterruptOutputs()

    holder: ThreadId = None                # of its own interrupt lock
    old_irql: Irql = Irql.PASSIVE_LEVEL    # of the holder, before it synchronized
    queued: Array[bool, 2]                 # its DPC, on each processor
    running: Array[bool, 2]

    def __enter__(self):
        begin_synchronized_message(self)

    def __exit__(self):
        end_synchronized_message(self)


def shares_lock(message):
    """Whether the service routines of all messages, or the line's, have one lock."""
    return message.owner.MsiSyncWithAllMessages or message.owner.by_line()


def lock_free(message):
    """Whether nobody holds the lock of the message."""
    if shares_lock(message):
        return message.owner.holder is None
    return message.holder is None


@atomic
def begin_synchronized_message(message):
    """NdisMSynchronizeWithInterruptEx with the message: at DIRQL, under its interrupt lock."""
    wait_until(lock_free(message))
    called(DIRQL)
    interrupt_used(message.owner)
    if shares_lock(message):
        message.owner.holder = current
    else:
        message.holder = current
    message.old_irql = current.irql
    current.irql = DIRQL


@atomic
def end_synchronized_message(message):
    """The synchronized function has returned."""
    current.irql = message.old_irql
    message.old_irql = PASSIVE_LEVEL
    if message.holder == current:
        message.holder = None
    else:
        message.owner.holder = None


def sent(message):
    """Whether the device has sent the message."""
    return device.present and message.unmasked and message.pending


class MessageLine(Thread):
    """Brings a message to the driver as often as the device sends it."""

    kind: Final = "isr"
    for_each: Final = MessageInterrupt
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(not self.object.owner.by_line() and sent(self.object))
                wait_until(
                    self.object.owner.connection == Connection.REGISTERING
                    or self.object.owner.connection == Connection.ON
                )
                wait_until(lock_free(self.object))
                self.object.pending = False
                if shares_lock(self.object):
                    self.object.owner.holder = current
                else:
                    self.object.holder = current
                enter(Entry.ISR, DIRQL)
                interrupt_delivered(self.object.owner)
            driver.MiniportMessageInterrupt(self.object.MessageId, self.object.outputs)
            with atomic():
                leave()
                if self.object.outputs.QueueDefaultInterruptDpc:
                    queue_here(self.object)
                self.object.outputs.QueueDefaultInterruptDpc = False
                if shares_lock(self.object):
                    self.object.owner.holder = None
                else:
                    self.object.holder = None


@atomic
def queue_here(message):
    """Queue the DPC on the processor the service routine ran on, unless it is queued there."""
    if options.dpc_processors == 2:
        message.queued[choose(0, 1)] = True
    else:
        message.queued[0] = True
