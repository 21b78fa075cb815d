"""Device objects of the driver (not of an adapter), for user-mode requests.

Facts: registered with the driver handle, hence after NdisMRegisterMiniportDriver, at
PASSIVE_LEVEL; can fail; deregistered before the driver is [ddi: nf-ndis-ndisregisterdeviceex.md]
[ddi: nf-ndis-ndisderegisterdeviceex.md].
"""

from __future__ import annotations

from ..language import DriverWide, atomic
from .ddi import called, release_called
from .resource import Resource, ResourceState, acquire, release
from .status import NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class DeviceObject(Resource):
    """A named device object: it belongs to the driver, all adapters have the same."""

    state: DriverWide[ResourceState] = ResourceState.NONE

    def driver_level(self):
        return True


@atomic
def NdisRegisterDeviceEx(device):
    """Create the device object."""
    called(PASSIVE_LEVEL)
    if acquire(device):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisDeregisterDeviceEx(device):
    """Remove the device object."""
    called(PASSIVE_LEVEL)
    release_called()
    release(device)
