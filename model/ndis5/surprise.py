"""Surprise removal in NDIS 5.x: who is told.

Facts [ddi: nf-ndis-ndismsetattributesex.md]: the driver is told of the removal, by
MiniportPnPEventNotify, because it has set NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK; without the flag the
first it hears of it is MiniportHalt.  The device is gone before anybody is told
[net: handling-the-surprise-removal-of-a-nic.md].  The adapter is then halted, and not initialized
again.
"""

from __future__ import annotations

from ..language import Object, atomic, driver, event, optional, wait_until
from ..ndis.adapter import DriverLoad, adapter
from ..ndis.device import unplug
from ..ndis.removal import notify_gate
from ..ndis.status import NET_DEVICE_PNP_EVENT, PASSIVE_LEVEL
from ..ndis.thread import Entry, Thread, enter, leave
from .attributes_ex import NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK, has_attribute


class Surprise(Object):
    """What NDIS knows of the removal."""

    known: bool = False                    # the system has told NDIS


surprise = Surprise()


@event
def removal_told(notified):
    """NDIS learns of the removal; whether it tells the driver."""


def notifies_removal():
    """Whether NDIS tells the driver."""
    return has_attribute(NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK)


class SurpriseRemoval(Thread):
    """Pulls the device, once; NDIS learns of it if there is an adapter."""

    def run(self):
        with atomic():
            optional()
            wait_until(adapter.load == DriverLoad.LOADED)
            unplug()
        with atomic():
            wait_until(notify_gate())
            surprise.known = True
            tells = notifies_removal()
            removal_told(tells)
            if tells:
                adapter.removed = True
                enter(Entry.PNP_EVENT, PASSIVE_LEVEL)
        if tells:
            if hasattr(driver, "MiniportPnPEventNotify"):
                driver.MiniportPnPEventNotify(
                    NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved
                )
            leave()
