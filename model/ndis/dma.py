"""Scatter/gather DMA.

Facts: registered in MiniportInitializeEx after the registration attributes, at PASSIVE_LEVEL;
NOT_SUPPORTED if these have not the flag BUS_MASTER, RESOURCES or BAD_VERSION; deregistered in
halt, after all shared memory is freed and all lists are
[ddi: nf-ndis-ndismregisterscattergatherdma.md] [ddi: nf-ndis-ndismderegisterscattergatherdma.md].
Shared memory and SG lists need the handle [ddi: nf-ndis-ndismallocatesharedmemory.md]
[ddi: nf-ndis-ndismallocatenetbuffersglist.md].
"""

from __future__ import annotations

from ..language import atomic, driver, event, instances
from .attributes import claims_hardware, gives_hardware_back
from .ddi import called, release_called
from .resource import Resource, ResourceState, acquire, release
from .status import (
    NDIS_STATUS_NOT_SUPPORTED,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)


class ScatterGatherDma(Resource):
    """The handle for scatter/gather DMA."""

    def rank(self):
        return 6


@event
def dma_prepared(ready):
    """DMA is registered, or a call needs the handle: is there what must come before?"""


@event
def bus_master_needed():
    """NDIS 5.x: the driver asks for map registers or shared memory, for which its attributes must
    say that the NIC is a bus master."""


@event
def dma_deregistering():
    """The driver calls NdisMDeregisterScatterGatherDma."""


@atomic
def needs_dma():
    """What a call that needs the handle does first."""
    if driver.ndis == 5:
        bus_master_needed()
    else:
        dma_prepared(any(d.held() for d in instances(ScatterGatherDma)))


@atomic
def NdisMRegisterScatterGatherDma(dma):
    """Prepare the adapter for bus-master DMA."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    dma_prepared(driver.NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER)
    if not driver.NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER:
        dma.state = ResourceState.FAILED
        return NDIS_STATUS_NOT_SUPPORTED
    if acquire(dma):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisMDeregisterScatterGatherDma(dma):
    """Give the DMA resources back."""
    called(PASSIVE_LEVEL)
    release_called()
    gives_hardware_back()
    dma_deregistering()
    release(dma)
