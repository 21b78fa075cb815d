"""VM queues: receive queues that an overlying driver has allocated and freed.

Facts: a queue is allocated and freed by regular OID requests
[net: allocating-a-vm-queue.md] [net: freeing-a-vm-queue.md].  To free it the driver stops DMA to
its memory, reports that, waits until the NBLs of the queue have been returned, frees the memory
and completes the request, which must not fail [net: oid-receive-filter-free-queue.md].  NDIS frees
every queue before it calls MiniportHaltEx [net: freeing-a-vm-queue.md].

The model has one queue beside the default one (option ``vm_queues``).
"""

from __future__ import annotations

from ..language import Object, atomic
from .status import NDIS_STATUS_SUCCESS


class VmQueue(Object):
    """The queue as NDIS sees it."""

    allocated: bool = False


vm_queue = VmQueue()


@atomic
def queue_allocated(status):
    """A request to allocate the queue has ended."""
    if status == NDIS_STATUS_SUCCESS:
        vm_queue.allocated = True


@atomic
def queue_freed():
    """A request to free the queue has ended: for its originator the queue is gone, in any case."""
    vm_queue.allocated = False
