"""The configuration of the adapter in the registry.

Facts: opened, read and closed at PASSIVE_LEVEL; RESOURCES or FAILURE; memory returned by a read
dies with the close [ddi: nf-ndis-ndisopenconfigurationex.md]
[ddi: nf-ndis-ndisreadconfiguration.md] [ddi: nf-ndis-ndiscloseconfiguration.md].
"""

from __future__ import annotations

from ..language import atomic
from .ddi import called, release_called
from .resource import Resource, acquire, release, use
from .status import NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class Configuration(Resource):
    """A configuration handle, and the values read through it."""


@atomic
def NdisOpenConfigurationEx(configuration):
    """Open the handle."""
    called(PASSIVE_LEVEL)
    if acquire(configuration):
        return NDIS_STATUS_SUCCESS
    return NDIS_STATUS_RESOURCES


@atomic
def NdisReadConfiguration(configuration):
    """Read a value, or look at a value read before."""
    called(PASSIVE_LEVEL)
    use(configuration)
    return NDIS_STATUS_SUCCESS


@atomic
def NdisCloseConfiguration(configuration):
    """Close the handle; the values read through it are gone."""
    called(PASSIVE_LEVEL)
    release_called()
    release(configuration)
