"""Shared memory allocated asynchronously, while the driver works.

Facts: asked for at IRQL <= DISPATCH_LEVEL when a DMA handle exists; PENDING or FAILURE
[ddi: nf-ndis-ndismallocatesharedmemoryasyncex.md].  PENDING leads to exactly one call of
MiniportSharedMemoryAllocateComplete, at PASSIVE_LEVEL, with a NULL address (here:
NDIS_STATUS_RESOURCES) if there was no memory
[ddi: nc-ndis-miniport_allocate_shared_mem_complete.md].  It may come any time, also inside
MiniportHaltEx or after a MiniportInitializeEx that failed: there is no cancel, and no page says
that NDIS waits for it (A34).

The request is over when the call begins: a routine on its way out can signal nobody any more.
"""

from __future__ import annotations

from ..language import Final, atomic, choose, driver, tokens, wait_until
from .adapter import AdapterState, adapter
from .attributes import needs_registration
from .common_buffer import SharedMemory
from .ddi import called, fails
from .dma import needs_dma
from .resource import ResourceState, acquiring, handle_lost
from .status import (
    DISPATCH_LEVEL,
    NDIS_STATUS_FAILURE,
    NDIS_STATUS_PENDING,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)
from .thread import Entry, Thread, enter, leave


@atomic
def NdisMAllocateSharedMemoryAsyncEx(memory):
    """Ask for a block: NDIS_STATUS_PENDING, or it failed at once."""
    called(DISPATCH_LEVEL)
    needs_registration()
    needs_dma()
    acquiring(memory)
    if memory.held() or memory.requested:
        handle_lost()
    if fails():
        memory.state = ResourceState.FAILED
        return NDIS_STATUS_FAILURE
    memory.state = ResourceState.NONE
    memory.requested = True
    memory.later = True
    return NDIS_STATUS_PENDING


@atomic
def answered(memory):
    """NDIS answers a request: the status."""
    memory.requested = False
    status = NDIS_STATUS_SUCCESS
    memory.state = ResourceState.HELD
    if fails():
        status = NDIS_STATUS_RESOURCES
        memory.state = ResourceState.FAILED
    enter(Entry.SHARED_MEMORY, PASSIVE_LEVEL)
    return status


class SharedMemoryCompletion(Thread):
    """A system thread of NDIS that answers the requests for one block."""

    kind: Final = "shared_memory"
    for_each: Final = SharedMemory
    object: Final

    def run(self):
        while hasattr(driver, "MiniportSharedMemoryAllocateComplete"):
            with atomic():
                wait_until(self.object.requested and adapter.state != AdapterState.SHUTDOWN)
                status = answered(self.object)
            driver.MiniportSharedMemoryAllocateComplete(self.object, status)
            leave()


class SharedMemoryCompletions(Thread):
    """A system thread of NDIS that answers the requests for numbered blocks of a class."""

    kind: Final = "shared_memory"
    for_tokens: Final = SharedMemory
    kinds: Final

    def run(self):
        while hasattr(driver, "MiniportSharedMemoryAllocateComplete"):
            with atomic():
                memory = choose(m for m in tokens(self.kinds) if m.requested)
                wait_until(adapter.state != AdapterState.SHUTDOWN)
                status = answered(memory)
            driver.MiniportSharedMemoryAllocateComplete(memory, status)
            leave()


class SharedMemoryCompletionsAgain(SharedMemoryCompletions):
    """Another one: answers do not wait for each other."""
