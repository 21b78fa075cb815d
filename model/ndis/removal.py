"""Surprise removal: the hardware goes, at any time; NDIS is told later, if at all.

Facts: the device disappears before the driver is notified; the notification reaches only an
adapter that was initialized successfully and is not yet halted, also while it is pausing or
restarting; then follow pause (if running) and halt(SurpriseRemoved), and no restart
[net: handling-the-surprise-removal-of-a-nic.md]
[net: processing-the-surprise-removal-of-a-nic--windows-7-and-later-versions-.md]
[ddi: nc-ndis-miniport_device_pnp_event_notify.md].
"""

from __future__ import annotations

from ..language import atomic, driver, optional, wait_until
from .adapter import DriverLoad, adapter, in_service
from .device import unplug
from .pnp import notifying
from .status import NET_DEVICE_PNP_EVENT, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


def notify_gate():
    """Whether NDIS may notify the driver: one event at a time, from initialization to halt."""
    return in_service() and not notifying()


class Removal(Thread):
    """Pulls the device, once, and has the driver notified if there is an adapter to notify."""

    def run(self):
        with atomic():
            wait_until(adapter.load == DriverLoad.LOADED)
            optional()
            unplug()
        with atomic():
            wait_until(notify_gate())
            adapter.removed = True
            enter(Entry.PNP_EVENT, PASSIVE_LEVEL)
        if hasattr(driver, "MiniportDevicePnPEventNotify"):
            driver.MiniportDevicePnPEventNotify(
                NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved
            )
        leave()
