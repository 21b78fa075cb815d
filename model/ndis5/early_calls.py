"""What MiniportInitialize reads before it knows its attributes: the registry, the bus.

Facts: the Ndis..Configuration functions and the bus-specific reads, such as
NdisReadPciSlotInformation, may be called before NdisMSetAttributesEx
[ddi: nf-ndis-ndismsetattributesex.md].  Opening the configuration can fail for want of resources.
"""

from __future__ import annotations

from ..language import atomic, event
from ..ndis.ddi import called, fails
from ..ndis.resource import ResourceState, acquire, acquiring
from ..ndis.status import (
    NDIS_STATUS_NOT_ACCEPTED,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)


@event
def early_call_answered(refused):
    """NDIS answers a call that needs no attributes."""


def refuses_early_call():
    """Whether NDIS refuses to read the registry or the bus: never for want of attributes."""
    return False


@atomic
def NdisOpenConfiguration(configuration):
    """Open the handle of the adapter's configuration."""
    called(PASSIVE_LEVEL)
    early_call_answered(refuses_early_call())
    if refuses_early_call():
        acquiring(configuration)
        configuration.state = ResourceState.FAILED
        return NDIS_STATUS_NOT_ACCEPTED
    if acquire(configuration):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisReadPciSlotInformation():
    """Read the configuration space of the device: whether it could be read."""
    called(PASSIVE_LEVEL)
    early_call_answered(refuses_early_call())
    return not refuses_early_call() and not fails()
