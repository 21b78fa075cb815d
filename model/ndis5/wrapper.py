"""The load of an NDIS 5.x driver: the wrapper handle, and the registration of its entry points.

Facts: NdisMInitializeWrapper comes first and leaves NULL if it fails
[ddi: nf-ndis-ndisminitializewrapper.md]; then NdisMRegisterMiniport, or, for an intermediate
driver, NdisIMRegisterLayeredMiniport, either of which can fail: the driver then calls
NdisTerminateWrapper [ddi: nf-ndis-ndisterminatewrapper.md]
[ddi: nf-ndis-ndisimregisterlayeredminiport.md].  After that it may register an unload handler
[ddi: nf-ndis-ndismregisterunloadhandler.md].
"""

from __future__ import annotations

from ..language import DriverWide, Object, atomic
from ..ndis.adapter import adapter
from ..ndis.ddi import called, fails
from ..ndis.registration import driver_registering, handlers_complete
from ..ndis.status import (
    NDIS_STATUS_BAD_CHARACTERISTICS,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)


class Wrapper(Object):
    """What NdisMInitializeWrapper made, and what was registered with it."""

    held: DriverWide[bool] = False         # initialized, not terminated
    unload_handler: DriverWide[bool] = False


wrapper = Wrapper()


@atomic
def NdisMInitializeWrapper():
    """Tell NDIS that a miniport driver is about to register; False: the handle is NULL."""
    called(PASSIVE_LEVEL)
    if fails():
        return False
    wrapper.held = True
    return True


@atomic
def register():
    """Check and copy the table of entry points."""
    called(PASSIVE_LEVEL)
    driver_registering()
    if not wrapper.held or not handlers_complete():
        return NDIS_STATUS_BAD_CHARACTERISTICS
    if fails():
        return NDIS_STATUS_RESOURCES
    adapter.registered = True
    return NDIS_STATUS_SUCCESS


@atomic
def NdisMRegisterMiniport():
    """Register the entry points of a NIC driver."""
    return register()


@atomic
def NdisIMRegisterLayeredMiniport():
    """Register the entry points of an intermediate driver."""
    return register()


@atomic
def NdisTerminateWrapper():
    """Give back what NdisMInitializeWrapper allocated, and with it a registration."""
    called(PASSIVE_LEVEL)
    wrapper.held = False
    adapter.registered = False


@atomic
def NdisMRegisterUnloadHandler():
    """Have MiniportUnload called when the last adapter is halted."""
    called(PASSIVE_LEVEL)
    wrapper.unload_handler = True
