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

from ..language import Final, atomic, driver, wait_until
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


class SharedMemoryCompletion(Thread):
    """A system thread of NDIS that answers the requests for one block."""

    kind: Final = "shared_memory"
    for_each: Final = SharedMemory
    object: Final

    def run(self):
        while hasattr(driver, "MiniportSharedMemoryAllocateComplete"):
            with atomic():
                wait_until(self.object.requested and adapter.state != AdapterState.SHUTDOWN)
                self.object.requested = False
                status = NDIS_STATUS_SUCCESS
                self.object.state = ResourceState.HELD
                if fails():
                    status = NDIS_STATUS_RESOURCES
                    self.object.state = ResourceState.FAILED
                enter(Entry.SHARED_MEMORY, PASSIVE_LEVEL)
            driver.MiniportSharedMemoryAllocateComplete(self.object, status)
            leave()
