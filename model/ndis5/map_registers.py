"""Map registers: what a bus-master NIC of NDIS 5.x sends packets through.

Facts: NdisMAllocateMapRegisters fails unless NdisMSetAttributesEx has been called with
NDIS_ATTRIBUTE_BUS_MASTER [ddi: nf-ndis-ndismsetattributesex.md]; it can fail for want of
resources, too, and what it allocates is freed by NdisMFreeMapRegisters.
"""

from __future__ import annotations

from ..language import atomic
from ..ndis.attributes import claims_hardware, gives_hardware_back
from ..ndis.ddi import called, release_called
from ..ndis.dma import needs_dma
from ..ndis.resource import Resource, ResourceState, acquire, acquiring, release
from ..ndis.status import NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .attributes_ex import NDIS_ATTRIBUTE_BUS_MASTER, has_attribute


class MapRegisters(Resource):
    """The map registers of the adapter."""

    def rank(self):
        return 6


@atomic
def NdisMAllocateMapRegisters(registers):
    """Allocate map registers."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    needs_dma()
    if not has_attribute(NDIS_ATTRIBUTE_BUS_MASTER):
        acquiring(registers)
        registers.state = ResourceState.FAILED
        return NDIS_STATUS_RESOURCES
    if acquire(registers):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisMFreeMapRegisters(registers):
    """Free them."""
    called(PASSIVE_LEVEL)
    release_called()
    gives_hardware_back()
    release(registers)
