"""Packets of NDIS 5.x, and their pool.

A packet descriptor is what a NET_BUFFER_LIST is in 6.x: the driver's from the send call to the
completion, or from its pool to the indicate call.  NDIS_PACKET and RECEIVE_NDIS_PACKET are other
names of the same tokens.  A packet's out-of-band status is its field ``Status``
(NDIS_SET_PACKET_STATUS).  Pool and packets can be had for the asking only while there is memory;
a pool is freed when its packets are
[net: miniport-driver-buffer-management.md].
"""

from __future__ import annotations

from ..language import atomic
from ..ndis.nbl import RECEIVE_NET_BUFFER_LIST
from ..ndis.pool import (
    NdisAllocateNetBufferList,
    NdisAllocateNetBufferListPool,
    NdisFreeNetBufferList,
    NdisFreeNetBufferListPool,
    NetBufferListPool,
)


class PacketPool(NetBufferListPool):
    """A pool of packets for receives."""


@atomic
def NdisAllocatePacketPool(pool):
    """Create the pool."""
    return NdisAllocateNetBufferListPool(pool)


@atomic
def NdisFreePacketPool(pool):
    """Free the pool."""
    NdisFreeNetBufferListPool(pool)


@atomic
def NdisAllocatePacket(pool) -> RECEIVE_NET_BUFFER_LIST:
    """Allocate a packet; None if there is no memory."""
    return NdisAllocateNetBufferList(pool)


@atomic
def NdisFreePacket(packet):
    """Free a packet, which the driver must own."""
    NdisFreeNetBufferList(packet)
