"""The DPCs of messages: one queued for each message and processor.

Facts: DPCs of different messages on one processor, and of one message on different processors,
are queued separately [net: handling-an-msi-interrupt.md]; NdisMQueueDpcEx asks for one on a
processor and tells that it was not queued because one already is
[ddi: nf-ndis-ndismqueuedpcex.md].  A processor runs one DPC at a time, so a driver whose DPCs for
a queue all run on one processor needs no lock between them.  The option ``dpc_processors`` (1 or
2) is the number of processors that run them.
"""

from __future__ import annotations

from ..language import Final, atomic, driver, instances, options, wait_until
from .ddi import called
from .interrupt import interrupt_delivered, interrupt_used, queue_dpc
from .message_interrupt import MessageInterrupt
from .status import DISPATCH_LEVEL, HIGH_LEVEL
from .thread import Entry, Thread, enter, leave


@atomic
def NdisMQueueDpcEx(message, processor):
    """Ask for the DPC of the message on the processor; False if one is queued there already."""
    called(HIGH_LEVEL)
    interrupt_used(message.owner)
    if message.owner.by_line():
        return queue_dpc(message.owner)
    if message.queued[processor]:
        return False
    message.queued[processor] = True
    return True


def processor_free(processor):
    """Whether the processor runs no DPC of a message."""
    return not any(m.running[processor] for m in instances(MessageInterrupt))


class MessageDpcProcessor(Thread):
    """Processor 0 with the DPCs of a message."""

    kind: Final = "dpc"
    for_each: Final = MessageInterrupt
    object: Final
    processor: Final = 0

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.queued[self.processor])
                wait_until(processor_free(self.processor))
                self.object.queued[self.processor] = False
                self.object.running[self.processor] = True
                enter(Entry.DPC, DISPATCH_LEVEL)
                interrupt_delivered(self.object.owner)
            driver.MiniportMessageInterruptDPC(self.object.MessageId)
            with atomic():
                leave()
                self.object.running[self.processor] = False


class MessageDpcProcessorAgain(MessageDpcProcessor):
    """Processor 1, if there is one: ``dpc_processors``."""

    processor: Final = 1

    def run(self):
        wait_until(options.dpc_processors == 2)
        super().run()
