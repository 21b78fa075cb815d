"""Pools of NET_BUFFER_LIST structures for receive.

Facts: pools and structures are allocated and freed at IRQL <= DISPATCH_LEVEL; NULL on failure
(here: NDIS_STATUS_RESOURCES for a pool, None for a structure); a pool is freed when all its
structures have been freed, and a structure only by its owner
[ddi: nblapi/nf-nblapi-ndisallocatenetbufferlistpool.md]
[ddi: nblapi/nf-nblapi-ndisfreenetbufferlistpool.md] [net: miniport-driver-buffer-management.md].

A driver has one pool; all RECEIVE_NET_BUFFER_LIST structures of the model come from it.
"""

from __future__ import annotations

from ..language import atomic, choose, event, instances, tokens
from .common_buffer import no_longer_described
from .ddi import called, fails, release_called
from .nbl import RECEIVE_NET_BUFFER_LIST, ReceivePlace
from .resource import Resource, acquire, release, use
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS


class NetBufferListPool(Resource):
    """A pool of receive NBLs."""

    def rank(self):
        return 2


@event
def pool_freeing():
    """The driver frees a pool."""


@event
def structure_freeing(nbl):
    """The driver frees a receive NBL."""


def structures_allocated():
    """Whether a structure of the pool is allocated, wherever it is."""
    return any(n.place != ReceivePlace.NONE for n in tokens(RECEIVE_NET_BUFFER_LIST))


@atomic
def NdisAllocateNetBufferListPool(pool):
    """Create the pool."""
    called(DISPATCH_LEVEL)
    if acquire(pool):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisFreeNetBufferListPool(pool):
    """Free the pool."""
    called(DISPATCH_LEVEL)
    release_called()
    pool_freeing()
    release(pool)


@atomic
def NdisAllocateNetBufferList(pool) -> RECEIVE_NET_BUFFER_LIST:
    """Allocate a structure, any that is free; None if there is no memory."""
    called(DISPATCH_LEVEL)
    use(pool)
    if fails() or not any(n.place == ReceivePlace.NONE for n in tokens(RECEIVE_NET_BUFFER_LIST)):
        return None
    nbl = choose(n for n in tokens(RECEIVE_NET_BUFFER_LIST) if n.place == ReceivePlace.NONE)
    nbl.place = ReceivePlace.DRIVER
    return nbl


@atomic
def NdisAllocateNetBufferAndNetBufferList(pool, memory) -> RECEIVE_NET_BUFFER_LIST:
    """Allocate a structure whose MDL describes a block of shared memory; None if there is none."""
    nbl = NdisAllocateNetBufferList(pool)
    if nbl is not None:
        use(memory)
        memory.described_by = nbl
    return nbl


@atomic
def NdisFreeNetBufferList(nbl):
    """Free a structure, which the driver must own."""
    called(DISPATCH_LEVEL)
    structure_freeing(nbl)
    for pool in instances(NetBufferListPool):
        use(pool)
    no_longer_described(nbl)
    nbl.place = ReceivePlace.NONE
