"""The notification that the machine's power source has changed.

Facts: NDIS calls MiniportDevicePnPEventNotify(PowerProfileChanged) when the adapter has been
initialized, and later whenever the profile changes; the driver may ignore it
[ddi: nc-ndis-miniport_device_pnp_event_notify.md].
"""

from __future__ import annotations

from ..language import atomic, driver, optional, wait_until
from .adapter import adapter
from .removal import notify_gate
from .status import NET_DEVICE_PNP_EVENT, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


class PowerProfile(Thread):
    """Changes the power profile, again and again."""

    def run(self):
        while True:
            with atomic():
                wait_until(notify_gate() and not adapter.removed)
                optional()
                enter(Entry.PNP_EVENT, PASSIVE_LEVEL)
            if hasattr(driver, "MiniportDevicePnPEventNotify"):
                driver.MiniportDevicePnPEventNotify(
                    NET_DEVICE_PNP_EVENT.NdisDevicePnPEventPowerProfileChanged
                )
            leave()
