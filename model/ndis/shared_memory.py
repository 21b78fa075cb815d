"""Memory shared between host and device.

Facts: allocated in MiniportInitializeEx after a DMA handle exists, at PASSIVE_LEVEL; NULL on
failure (here: NDIS_STATUS_RESOURCES); freed at IRQL <= DISPATCH_LEVEL when the device no longer
uses it, never in MiniportShutdownEx [ddi: nf-ndis-ndismallocatesharedmemory.md]
[ddi: nf-ndis-ndismfreesharedmemory.md].
"""

from __future__ import annotations

from ..language import atomic, event
from .attributes import claims_hardware
from .ddi import called, release_called
from .resource import Resource, acquire, release
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class SharedMemory(Resource):
    """A block of common-buffer memory: descriptor rings, receive buffers."""

    def rank(self):
        return 7


@event
def shared_memory_allocating():
    """The driver calls NdisMAllocateSharedMemory."""


@event
def shared_memory_freeing(memory):
    """The driver calls NdisMFreeSharedMemory."""


@atomic
def NdisMAllocateSharedMemory(memory):
    """Allocate a block."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    shared_memory_allocating()
    if acquire(memory):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisMFreeSharedMemory(memory):
    """Free a block."""
    called(DISPATCH_LEVEL)
    release_called()
    shared_memory_freeing(memory)
    release(memory)
