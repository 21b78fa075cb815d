"""Optional PnP handlers: MiniportAddDevice, MiniportRemoveDevice, and what comes in between.

Facts: a driver registers them in MiniportSetOptions, by NdisSetOptionalHandlers, which may fail
[ddi: ns-ndis-_ndis_miniport_pnp_characteristics.md] [ddi: nf-ndis-ndissetoptionalhandlers.md].
MiniportAddDevice may fail, has then freed what it allocated, and the adapter is not initialized;
its context outlives the adapter context [ddi: nc-ndis-miniport_add_device.md].  The adapter may be
initialized and halted several times before MiniportRemoveDevice; only after that it is added again
[ddi: nc-ndis-miniport_remove_device.md].  Resource requirements are filtered any number of times
in between [ddi: nc-ndis-miniport_pnp_irp.md], also while the adapter runs
[net: msi-x-resource-filtering.md]; the PnP manager sends one request at a time to a device, so not
while it is started or stopped.  All come at PASSIVE_LEVEL.

What a driver keeps from MiniportAddDevice to MiniportRemoveDevice stands in a ``DeviceData``: the
PnP manager takes part wherever a driver declares one.
"""

from __future__ import annotations

from ..language import (
    DriverData,
    DriverWide,
    Enum,
    Final,
    Object,
    atomic,
    auto,
    choose,
    driver,
    instances,
    optional,
)
from .adapter import AdapterState, DriverLoad, PnpOperation, adapter
from .status import NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave, returned, running


class DeviceData(DriverData):
    """Data of a device, outside the adapter context: each adapter has its own."""


class DeviceRequest(Enum):
    """What the PnP manager wants of a device."""

    ADD = auto()
    FILTER = auto()
    REMOVE = auto()


class AddedDevice(Object):
    """The device of the adapter, as far as the driver has heard of it."""

    handlers: DriverWide[bool] = False     # NdisSetOptionalHandlers has registered them
    added: bool = False                    # MiniportAddDevice has succeeded


added_device = AddedDevice()


def requests_running():
    """Whether the driver handles a request of the PnP manager."""
    return (
        running(Entry.ADD_DEVICE) + running(Entry.FILTER_RESOURCE_REQUIREMENTS)
        + running(Entry.REMOVE_DEVICE)
    ) > 0


def asks_handlers():
    """Whether the PnP manager takes part and the driver has handlers for its requests."""
    return any(True for p in instances(PnpManager)) and added_device.handlers


def device_may_start():
    """Whether the adapter may be initialized, as far as the device is concerned."""
    return not asks_handlers() or added_device.added and not requests_running()


def device_may_stop():
    """Whether the adapter may be halted, as far as the device is concerned."""
    return not asks_handlers() or not requests_running()


def device_gone():
    """Whether the driver may be unloaded, as far as the device is concerned."""
    return not asks_handlers() or not added_device.added and not requests_running()


def may_request(request):
    """Whether the PnP manager may send the request now."""
    if requests_running():
        return False
    halted = adapter.state == AdapterState.HALTED and adapter.operation == PnpOperation.NONE
    match request:
        case DeviceRequest.ADD:
            return (
                added_device.handlers
                and adapter.load == DriverLoad.LOADED
                and not added_device.added
                and halted
            )
        case DeviceRequest.FILTER:
            return (
                added_device.added
                and hasattr(driver, "MiniportFilterResourceRequirements")
                and adapter.operation not in (PnpOperation.INITIALIZE, PnpOperation.HALT)
                and adapter.state != AdapterState.SHUTDOWN
            )
        case _:
            return added_device.added and halted


@atomic
def begin_request(request):
    """The gate is open: the call begins."""
    match request:
        case DeviceRequest.ADD:
            enter(Entry.ADD_DEVICE, PASSIVE_LEVEL)
        case DeviceRequest.FILTER:
            enter(Entry.FILTER_RESOURCE_REQUIREMENTS, PASSIVE_LEVEL)
        case _:
            enter(Entry.REMOVE_DEVICE, PASSIVE_LEVEL)


def add_device():
    """MiniportAddDevice."""
    status = driver.MiniportAddDevice()
    with atomic():
        returned(Entry.ADD_DEVICE, status)
        added_device.added = status == NDIS_STATUS_SUCCESS
        leave()
        adapter.failures = True


def filter_requirements():
    """MiniportFilterResourceRequirements; if it fails those of the bus driver stay."""
    status = driver.MiniportFilterResourceRequirements()
    with atomic():
        returned(Entry.FILTER_RESOURCE_REQUIREMENTS, status)
        leave()


def remove_device():
    """MiniportRemoveDevice."""
    if hasattr(driver, "MiniportRemoveDevice"):
        driver.MiniportRemoveDevice()
    with atomic():
        added_device.added = False
        leave()


class PnpManager(Thread):
    """The PnP manager, which adds and removes the device and asks for its resources."""

    for_each: Final = DeviceData
    object: Final
    kind: Final = "pnp_manager"
    callbacks: Final = False

    def run(self):
        while hasattr(driver, "MiniportAddDevice"):
            with atomic():
                optional()
                request = choose(r for r in DeviceRequest if may_request(r))
                begin_request(request)
            match request:
                case DeviceRequest.ADD:
                    add_device()
                case DeviceRequest.FILTER:
                    if hasattr(driver, "MiniportFilterResourceRequirements"):
                        filter_requirements()
                case _:
                    remove_device()
