"""The worker callbacks of NDIS 5.x: NdisScheduleWorkItem.

Facts: an NDIS_WORK_ITEM lies in the driver's memory; its routine runs once for each call, at
PASSIVE_LEVEL in a system thread, with what NDIS calls the driver for at the same time.  A
serialized driver has no way to synchronize with it [ddi: nf-ndis-ndisscheduleworkitem.md].
"""

from __future__ import annotations

from ..language import atomic, event
from ..ndis.ddi import called
from ..ndis.resource import acquire_always
from ..ndis.status import DISPATCH_LEVEL
from ..ndis.workitem import IoWorkItem, NdisQueueIoWorkItem


class NdisWorkItem(IoWorkItem):
    """A work item with the name of its routine, a method of the object that declares it."""

    def held(self):
        """There is nothing to give back: it is the driver's own memory."""
        return False


@event
def work_item_scheduling(item):
    """The driver calls NdisScheduleWorkItem."""


@atomic
def NdisInitializeWorkItem(item):
    """Make the work item ready to be scheduled."""
    called(DISPATCH_LEVEL)
    acquire_always(item)


@atomic
def NdisScheduleWorkItem(item):
    """Have the routine run; the call does not fail here."""
    work_item_scheduling(item)
    NdisQueueIoWorkItem(item)
