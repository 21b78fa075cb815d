"""Scatter/gather DMA.

Facts: registered in MiniportInitializeEx after the registration attributes, at PASSIVE_LEVEL;
RESOURCES, NOT_SUPPORTED or BAD_VERSION; deregistered in halt, after all shared memory is freed
[ddi: nf-ndis-ndismregisterscattergatherdma.md] [ddi: nf-ndis-ndismderegisterscattergatherdma.md].
"""

from __future__ import annotations

from ..language import atomic, event
from .attributes import claims_hardware, gives_hardware_back
from .ddi import called, release_called
from .resource import Resource, acquire, release
from .status import NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class ScatterGatherDma(Resource):
    """The handle for scatter/gather DMA."""

    def rank(self):
        return 6


@event
def dma_deregistering():
    """The driver calls NdisMDeregisterScatterGatherDma."""


@atomic
def NdisMRegisterScatterGatherDma(dma):
    """Prepare the adapter for bus-master DMA."""
    called(PASSIVE_LEVEL)
    claims_hardware()
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
