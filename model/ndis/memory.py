"""Memory: NdisAllocateMemoryWithTagPriority, NdisFreeMemory.

Facts: allocation and release at IRQL <= DISPATCH_LEVEL; the allocation gives NULL on failure
(here: NDIS_STATUS_RESOURCES) [ddi: nf-ndis-ndisallocatememorywithtagpriority.md]
[ddi: nf-ndis-ndisfreememory.md].  The attribute ``context`` of a driver is the adapter context:
when it is freed, its contents are gone.
"""

from __future__ import annotations

from ..language import atomic, driver, reset
from .ddi import called, release_called
from .resource import Resource, acquire, release, use
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS


class Memory(Resource):
    """A block of memory."""

    numbered = True

    def rank(self):
        return 1


@atomic
def NdisAllocateMemoryWithTagPriority(memory):
    """Allocate a block."""
    called(DISPATCH_LEVEL)
    if acquire(memory):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisZeroMemory(memory):
    """Write to a block: any use of memory whose contents the model does not have."""
    use(memory)


@atomic
def NdisFreeMemory(memory):
    """Release a block."""
    called(DISPATCH_LEVEL)
    release_called()
    release(memory)
    if memory.name == "context":
        reset(driver)
