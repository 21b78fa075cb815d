"""Registration of the driver: NdisMRegisterMiniportDriver, MiniportSetOptions, and the undoing.

Facts: the table of entry points is checked and copied by the call; it fails with
BAD_CHARACTERISTICS, BAD_VERSION, RESOURCES or FAILURE, and the driver is then not loaded
[ddi: nf-ndis-ndismregisterminiportdriver.md].  MiniportSetOptions runs inside the call; if it
fails so does the registration [ddi: nc-ndis-set_options.md].  A driver that fails after
registration, and MiniportDriverUnload, deregister
[ddi: nf-ndis-ndismderegisterminiportdriver.md].
"""

from __future__ import annotations

from ..language import atomic, current, driver, event
from .adapter import adapter
from .ddi import called, fails, may_call_back, release_called
from .pnp_handlers import added_device
from .status import (
    NDIS_STATUS_BAD_CHARACTERISTICS,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
    PASSIVE_LEVEL,
)
from .thread import Entry, entering, leaving, returned


@event
def driver_registering():
    """The driver registers its table of entry points."""


@event
def driver_deregistering():
    """The driver calls NdisMDeregisterMiniportDriver."""


@event
def options_returned(status):
    """MiniportSetOptions has returned, still on its thread."""


def handlers5_complete():
    """The same for NDIS 5.x: the handlers that every driver has, one for sends, and both of an
    interrupt or none [ddi: nf-ndis-ndisimregisterlayeredminiport.md]."""
    return (
        hasattr(driver, "MiniportInitialize")
        and hasattr(driver, "MiniportHalt")
        and hasattr(driver, "MiniportReset")
        and hasattr(driver, "MiniportQueryInformation")
        and hasattr(driver, "MiniportSetInformation")
        and (hasattr(driver, "MiniportSend") or hasattr(driver, "MiniportSendPackets"))
        and hasattr(driver, "MiniportISR") == hasattr(driver, "MiniportHandleInterrupt")
    )


def handlers_complete():
    """Whether the table has every mandatory entry point, and no forbidden combination."""
    if driver.ndis == 5:
        return handlers5_complete()
    return (
        hasattr(driver, "MiniportInitializeEx")
        and hasattr(driver, "MiniportHaltEx")
        and hasattr(driver, "MiniportDriverUnload")
        and hasattr(driver, "MiniportPause")
        and hasattr(driver, "MiniportRestart")
        and hasattr(driver, "MiniportSendNetBufferLists")
        and hasattr(driver, "MiniportReturnNetBufferLists")
        and hasattr(driver, "MiniportCancelSend")
        and hasattr(driver, "MiniportDevicePnPEventNotify")
        and hasattr(driver, "MiniportShutdownEx")
        and hasattr(driver, "MiniportOidRequest")
        and hasattr(driver, "MiniportCancelOidRequest")
        and (hasattr(driver, "MiniportResetEx") or not hasattr(driver, "MiniportCheckForHangEx"))
        and hasattr(driver, "MiniportDirectOidRequest")
        == hasattr(driver, "MiniportCancelDirectOidRequest")
        and hasattr(driver, "MiniportIdleNotification")
        == hasattr(driver, "MiniportCancelIdleNotification")
        and not (
            hasattr(driver, "MiniportIdleNotification")
            and hasattr(driver, "MiniportSynchronousOidRequest")
        )
    )


@atomic
def accept_table():
    """The first part of the call: check the table, allocate."""
    called(PASSIVE_LEVEL)
    may_call_back()
    driver_registering()
    if not handlers_complete():
        return NDIS_STATUS_BAD_CHARACTERISTICS
    if fails():
        return NDIS_STATUS_RESOURCES
    adapter.registered = True
    if hasattr(driver, "MiniportSetOptions"):
        entering(Entry.SET_OPTIONS, PASSIVE_LEVEL)
        current.entry = Entry.SET_OPTIONS
    return NDIS_STATUS_SUCCESS


@atomic
def accept_options(status):
    """MiniportSetOptions has returned inside the call."""
    returned(Entry.SET_OPTIONS, status)
    options_returned(status)
    leaving(Entry.SET_OPTIONS)
    current.entry = Entry.DRIVER_ENTRY
    if status != NDIS_STATUS_SUCCESS:
        adapter.registered = False


def NdisMRegisterMiniportDriver():
    """Register the driver's entry points."""
    status = accept_table()
    if hasattr(driver, "MiniportSetOptions"):
        if status == NDIS_STATUS_SUCCESS:
            status = driver.MiniportSetOptions()
            accept_options(status)
    return status


@atomic
def NdisSetOptionalHandlers():
    """Register optional entry points, inside MiniportSetOptions."""
    called(PASSIVE_LEVEL)
    if fails():
        return NDIS_STATUS_RESOURCES
    if hasattr(driver, "MiniportAddDevice"):
        added_device.handlers = True
    return NDIS_STATUS_SUCCESS


@atomic
def NdisMDeregisterMiniportDriver():
    """Undo the registration."""
    called(PASSIVE_LEVEL)
    release_called()
    driver_deregistering()
    adapter.registered = False
    added_device.handlers = False
