"""Memory shared between host and device, allocated synchronously; its release.

Facts: allocated in MiniportInitializeEx after a DMA handle exists, at PASSIVE_LEVEL; NULL on
failure (here: NDIS_STATUS_RESOURCES).  Freed at IRQL <= DISPATCH_LEVEL, a whole block with its
original parameters, when the device no longer uses it, never in MiniportShutdownEx
[ddi: nf-ndis-ndismallocatesharedmemory.md] [ddi: nf-ndis-ndismfreesharedmemory.md].  Memory of a
VM queue is allocated and freed at PASSIVE_LEVEL by functions of its own, whenever the queue is
[ddi: nf-ndis-ndisallocatesharedmemory.md] [net: shared-memory-resource-allocation.md].
"""

from __future__ import annotations

from ..language import atomic, current, driver, event, instances
from .attributes import claims_hardware, needs_registration
from .common_buffer import DeviceUse, SharedMemory, indicated, memory_withdrawn
from .ddi import called, release_called
from .device import masters_bus
from .dma import needs_dma
from .resource import acquire, release
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry


@event
def shared_memory_checked(exact):
    """A block is freed, or the adapter's life ends: are the calls in balance?"""


@event
def requests_checked(answered):
    """The adapter's life ends: has every asynchronous request for a block been answered?"""


@atomic
def NdisMAllocateSharedMemory(memory):
    """Allocate a block."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    needs_dma()
    memory.later = False
    if acquire(memory):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def free_block(memory, length):
    """Free a block; with another length than its own, the call is wrong."""
    release_called()
    shared_memory_checked(
        memory.held() and length == memory.Length and current.entry != Entry.SHUTDOWN
    )
    memory_withdrawn(
        masters_bus() and memory.device in (DeviceUse.RING, DeviceUse.EMPTY) or indicated(memory)
    )
    release(memory)


@atomic
def NdisMFreeSharedMemory(memory, Length=0):
    """Free a block; ``Length`` 0 stands for the length it was allocated with."""
    called(DISPATCH_LEVEL)
    free_block(memory, memory.Length if Length == 0 else Length)


@atomic
def NdisAllocateSharedMemory(memory):
    """Allocate a block for a VM queue."""
    called(PASSIVE_LEVEL)
    needs_registration()
    needs_dma()
    memory.later = True
    if acquire(memory):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisFreeSharedMemory(memory):
    """Free a block of a VM queue."""
    called(PASSIVE_LEVEL)
    free_block(memory, memory.Length)


@atomic
def end_shared_memory():
    """The adapter's life ends: what has become of its blocks?"""
    for memory in instances(SharedMemory):
        shared_memory_checked(not memory.held())
        if hasattr(driver, "MiniportSharedMemoryAllocateComplete"):
            requests_checked(not memory.requested)
