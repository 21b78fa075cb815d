"""The device's DMA into shared memory: rings it was told of, buffers it was given.

Facts: a bus-master device accesses the memory it was given whenever its engines run, without
asking anybody [ddi: nf-ndis-ndismfreesharedmemory.md] [net: freeing-a-vm-queue.md].  Where it has
written a frame it latches an interrupt cause.  A reset makes it forget; a stop does not.

The ``Hw`` functions are the driver's, one step each, at any IRQL, as in ``device.py``.
"""

from __future__ import annotations

from ..language import Final, atomic, choose, optional, options, tokens, wait_until
from .common_buffer import DeviceUse, SharedMemory
from .device import access, hardware_silent, masters_bus, signal
from .nbl import receive_nbl_used
from .resource import use
from .thread import Thread


@atomic
def HwSetRing(memory):
    """Tell the device where its descriptor ring is: it uses it while its engines run."""
    access()
    use(memory)
    memory.device = DeviceUse.RING


@atomic
def HwPostReceive(memory):
    """Post a block: the device may write a frame into it from now on."""
    access()
    use(memory)
    if memory.described_by is not None:
        receive_nbl_used(memory.described_by)
    memory.device = DeviceUse.EMPTY


@atomic
def HwReceived(memory):
    """Whether there is a frame in the block: then it is the driver's, until it posts it again."""
    use(memory)
    if memory.device == DeviceUse.FILLED:
        memory.device = DeviceUse.NONE
        return True
    return False


@atomic
def HwWithdraw(memory):
    """Stop the DMA to one block: when this returns the device does not access it any more."""
    access()
    memory.device = DeviceUse.NONE


@atomic
def fill(memory):
    """A frame arrives in a block."""
    use(memory)
    if memory.described_by is not None:
        receive_nbl_used(memory.described_by)
    memory.device = DeviceUse.FILLED
    signal(0)


class DmaEngine(Thread):
    """The receive engine, where the device is at work: a frame arrives in a posted block."""

    kind: Final = "device"
    callbacks: Final = False               # it is no software
    for_each: Final = SharedMemory
    object: Final

    def run(self):
        while not hardware_silent():
            with atomic():
                wait_until(options.frames and masters_bus())
                wait_until(self.object.device == DeviceUse.EMPTY)
                optional()
                fill(self.object)


class DmaEngines(Thread):
    """The same for numbered blocks of a class."""

    kind: Final = "device"
    callbacks: Final = False               # it is no software
    for_tokens: Final = SharedMemory
    kinds: Final

    def run(self):
        while not hardware_silent():
            with atomic():
                wait_until(options.frames and masters_bus())
                optional()
                fill(choose(m for m in tokens(self.kinds) if m.device == DeviceUse.EMPTY))
