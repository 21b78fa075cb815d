"""The I/O port range of the device.

Facts: registered in MiniportInitializeEx after the registration attributes, at PASSIVE_LEVEL;
RESOURCE_CONFLICT, RESOURCES or FAILURE; given back as an identical range, and not accessed
afterwards [ddi: nf-ndis-ndismregisterioportrange.md] [ddi: nf-ndis-ndismderegisterioportrange.md].
"""

from __future__ import annotations

from ..language import Final, atomic, event
from .attributes import claims_hardware, gives_hardware_back
from .ddi import called, release_called
from .resource import Resource, acquire, release
from .status import NDIS_STATUS_RESOURCE_CONFLICT, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class IoPortRange(Resource):
    """The range of ports through which the driver reaches the device's registers."""

    NumberOfPorts: Final = 4

    torn: bool = False                     # released with another length

    def rank(self):
        return 5


@event
def range_torn():
    """A range is released that is not the one that was registered."""


@atomic
def NdisMRegisterIoPortRange(ports):
    """Claim and map the range."""
    called(PASSIVE_LEVEL)
    claims_hardware()
    if acquire(ports):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCE_CONFLICT


@atomic
def NdisMDeregisterIoPortRange(ports, NumberOfPorts=0):
    """Give the range back; ``NumberOfPorts`` 0 stands for the number it was registered with."""
    called(PASSIVE_LEVEL)
    release_called()
    gives_hardware_back()
    if NumberOfPorts != 0 and NumberOfPorts != ports.NumberOfPorts:
        ports.torn = True
        range_torn()
    release(ports)
