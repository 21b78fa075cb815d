"""Blocks of memory shared between host and device: what NDIS and the device know of each.

Facts: one kind of block, whether it was allocated synchronously or asynchronously; it is freed as
a whole, with its original parameters [ddi: nf-ndis-ndismfreesharedmemory.md].  The device reads
and writes a block that it was given while it masters the bus.  A block whose data an indicated
NBL describes is in use until the NBL is returned [net: freeing-a-vm-queue.md].
"""

from __future__ import annotations

from ..language import Enum, Final, atomic, auto, event, instances
from .nbl import RECEIVE_NET_BUFFER_LIST, ReceivePlace
from .resource import Resource


class DeviceUse(Enum):
    """What the device has a block for."""

    NONE = auto()
    RING = auto()                          # descriptors: in use while the engines run
    EMPTY = auto()                         # posted for a frame
    FILLED = auto()                        # a frame is in it: the device is done with it


class SharedMemory(Resource):
    """A block of common-buffer memory (descriptor rings, a receive buffer) of ``Length`` pages."""

    Length: Final = 4
    numbered = True

    later: bool = False                    # asynchronous, or of a VM queue
    requested: bool = False                # asynchronously, and not answered yet
    device: DeviceUse = DeviceUse.NONE
    described_by: RECEIVE_NET_BUFFER_LIST | None = None

    def rank(self):
        return 7

    def at_run_time(self):
        return self.later


@event
def memory_withdrawn(in_use):
    """Memory that a device can be given (a shared block, the data of an SG list) is freed or given
    back; in use: the device may still access it, or an NBL above describes it."""


def indicated(memory):
    """Whether an NBL that describes the block is not the driver's."""
    return memory.described_by is not None and memory.described_by.place != ReceivePlace.DRIVER


@atomic
def no_longer_described(nbl):
    """A receive NBL is freed: its MDL describes nothing any more."""
    for memory in instances(SharedMemory):
        if memory.described_by == nbl:
            memory.described_by = None


@atomic
def device_forgets_blocks():
    """The device is reset: it does not know any block any more."""
    for memory in instances(SharedMemory):
        memory.device = DeviceUse.NONE
