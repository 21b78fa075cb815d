"""The NIC with a receive queue for each message, beside ``device.py``.

Facts: each receive queue interrupts by a message of its own, and the indirection table says which
queue a frame goes to [net: rss-with-message-signaled-interrupts.md]; it can be rewritten at any
time [net: receive-side-scaling-version-2-rssv2-.md].  Sends and the link interrupt by message 0.
Where a line interrupt was granted, everything interrupts by the line.
"""

from __future__ import annotations

from ..language import atomic
from .device import access, device


@atomic
def HwUnmaskMessage(message):
    """Let the device send the message: at once, if it is pending."""
    access()
    if device.present:
        message.unmasked = True


@atomic
def HwMaskMessage(message):
    """Keep the device from sending the message; it stays pending."""
    access()
    message.unmasked = False


@atomic
def HwReceiveFrom(message):
    """Take the next frame from the message's receive queue: whether there was one."""
    access()
    if message.frames == 0:
        return False
    message.frames -= 1
    return True


@atomic
def HwSetIndirectionTable(entry, queue):
    """Have the frames of an entry's flows go to the receive queue with this number."""
    access()
    device.indirection[entry] = queue
