"""The NIC: its interrupt cause, its engines, its send ring, a received frame; and it can vanish.

Facts: a NIC interrupts while a cause is latched and its interrupts are enabled, and masters the
bus while its engines run [ddi: nc-ndis-miniport_isr.md] [ddi: nc-ndis-miniport_halt.md].  Once the
hardware is gone every register reads all ones and nothing it was asked to do ever ends
[net: handling-the-surprise-removal-of-a-nic.md].  The send ring is the driver's memory: what was
posted can be taken back when the device no longer touches it, also from a device that is gone.

A driver touches the NIC only through the ``Hw`` functions; each is one access, one step, and may
be called at any IRQL.
"""

from __future__ import annotations

from ..language import (
    Array,
    Final,
    Object,
    Range,
    Set,
    atomic,
    choose,
    event,
    instances,
    maybe,
    optional,
    options,
    tokens,
    wait_until,
)
from .common_buffer import device_forgets_blocks
from .io import IoPortRange
from .message_vector import MessageVector
from .nbl import NET_BUFFER_LIST, owned_by_driver, send_nbl_used
from .packet_filter import hardware_settings_lost
from .resource import use
from .thread import Thread


@event
def hardware_accessed():
    """The driver accesses a register of the device."""


@event
def send_posted(nbl):
    """The driver hands a send to the hardware."""


@event
def send_reclaimed(nbl):
    """The driver takes a send back from the ring before the hardware has finished it."""


class Nic(Object):
    """What the hardware knows."""

    present: bool = True
    running: bool = False                  # engines on: DMA, receive
    enabled: bool = False                  # it may interrupt
    cause: bool = False                    # it has a reason to
    frames: Range[0, 1] = 0                # received, not taken by the driver
    posted: Set[NET_BUFFER_LIST]           # in the send ring
    finished: Set[NET_BUFFER_LIST]         # of those, sent
    messages: bool = False                 # it interrupts by messages, not by the line
    link: bool = True                      # the cable is plugged in
    indirection: Array[Range[0, 1], 2]     # the receive queue for the frames of some flows


device = Nic()


def asserts():
    """Whether the interrupt line is active."""
    return device.present and device.enabled and device.cause


def masters_bus():
    """Whether the device may read and write host memory."""
    return device.present and device.running


def may_interrupt():
    """Whether the device may still interrupt."""
    return device.present and (
        device.enabled or any(v.unmasked for v in instances(MessageVector))
    )


def in_hardware(nbl):
    """Whether the hardware may still read this send."""
    return nbl in device.posted and nbl not in device.finished and masters_bus()


@atomic
def access():
    """Access a register, through the I/O range if the driver declares one."""
    hardware_accessed()
    for ports in instances(IoPortRange):
        use(ports)


@atomic
def drop_frames():
    """Forget the frames that the driver has not taken."""
    device.frames = 0
    for vector in instances(MessageVector):
        vector.frames = 0


@atomic
def silence():
    """No interrupt any more; causes are forgotten."""
    device.enabled = False
    device.cause = False
    for vector in instances(MessageVector):
        vector.unmasked = False
        vector.pending = False


@atomic
def forget_settings():
    """The packet filter and the indirection table are as they were made, no block is known."""
    for entry in range(2):
        device.indirection[entry] = 0
    hardware_settings_lost()
    device_forgets_blocks()


@atomic
def unplug():
    """The device leaves the bus: no interrupt, no DMA, no frame any more."""
    device.present = False
    device.running = False
    silence()
    drop_frames()


@atomic
def power_off():
    """The bus puts the device to D3: it stops whatever it does, and forgets its settings."""
    device.running = False
    silence()
    drop_frames()
    forget_settings()


@atomic
def HwPresent():
    """Read an identity register: False when it reads all ones, the device is gone."""
    access()
    return device.present


@atomic
def HwReady():
    """Read a "ready" bit: the device gets there in its own time; never when it is gone."""
    access()
    return device.present and maybe()


@atomic
def HwReadInterruptStatus():
    """Read the interrupt cause, which clears it; a device that is gone reads all ones."""
    access()
    if not device.present:
        return True
    if device.cause:
        device.cause = False
        return True
    return False


@atomic
def HwEnableInterrupts():
    """Let the device interrupt: at once, if a cause is latched."""
    access()
    if device.present:
        device.enabled = True


@atomic
def HwDisableInterrupts():
    """Mask the device's interrupt; causes are latched all the same."""
    access()
    device.enabled = False


@atomic
def HwStart():
    """Start the engines: the device sends, receives and masters the bus."""
    access()
    if device.present:
        device.running = True


@atomic
def HwStop():
    """Stop the engines: no DMA from here on; frames not taken are dropped, sends stay posted."""
    access()
    device.running = False
    drop_frames()


@atomic
def HwReset():
    """Reset the device: engines off, interrupts masked, causes forgotten; sends stay posted."""
    access()
    device.running = False
    silence()
    drop_frames()
    forget_settings()


@atomic
def HwTransmit(nbl):
    """Post a send: the device sends it some time while its engines run."""
    access()
    send_posted(nbl)
    device.posted.add(nbl)
    if options.send_order:
        nbl.posted = True


@atomic
def HwTransmitComplete() -> NET_BUFFER_LIST | None:
    """Take a send that the hardware has finished from the ring, or None."""
    access()
    if len(device.finished) == 0 or not device.present:
        return None
    nbl = choose(n for n in tokens(NET_BUFFER_LIST) if n in device.finished)
    device.finished.discard(nbl)
    device.posted.discard(nbl)
    return nbl


@atomic
def HwTransmitReclaim() -> NET_BUFFER_LIST | None:
    """Take back any send of the ring, finished or not, or None: after HwStop, HwReset, removal."""
    if len(device.posted) == 0:
        return None
    nbl = choose(n for n in tokens(NET_BUFFER_LIST) if n in device.posted)
    if nbl not in device.finished:
        send_reclaimed(nbl)
    device.finished.discard(nbl)
    device.posted.discard(nbl)
    return nbl


@atomic
def HwReceive():
    """Take the next received frame: whether there was one."""
    access()
    if device.frames == 0:
        return False
    device.frames -= 1
    return True


def hardware_silent():
    """Whether the device takes no part in the scope: what it was asked to do never ends."""
    return not any(True for d in instances(Device))


@atomic
def signal(message):
    """Latch a cause: of the message, or of the line."""
    if device.messages:
        for vector in instances(MessageVector):
            if vector.MessageId == message:
                vector.pending = True
    else:
        device.cause = True


@atomic
def receive_frame():
    """A frame arrives: in the receive queue of a message, if the NIC has such queues."""
    if any(True for v in instances(MessageVector)):
        queue = device.indirection[choose(0, 1)]
        wait_until(
            any(v.MessageId == queue and v.frames == 0 for v in instances(MessageVector))
        )
        for vector in instances(MessageVector):
            if vector.MessageId == queue:
                vector.frames += 1
        signal(queue)
    else:
        wait_until(device.frames == 0)
        device.frames += 1
        signal(0)


class Device(Thread):
    """The device at work: a frame arrives, or a posted send goes out; each latches a cause."""

    kind: Final = "device"
    callbacks: Final = False               # it is no software

    def run(self):
        while True:
            with atomic():
                wait_until(masters_bus())
                if maybe():
                    wait_until(options.frames)
                    optional()
                    receive_frame()
                else:
                    nbl = choose(
                        n for n in tokens(NET_BUFFER_LIST)
                        if n in device.posted and n not in device.finished
                    )
                    send_nbl_used(nbl, owned_by_driver(nbl))
                    device.finished.add(nbl)
                    signal(0)
