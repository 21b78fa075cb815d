"""Notifications and surprise removal."""

from __future__ import annotations

from ..model.language import (
    LV,
    SI,
    D,
    E,
    eventually,
    implies,
    instances,
    rule,
)
from ..model.ndis.adapter import AdapterState, adapter, in_service, moving
from ..model.ndis.device import device
from ..model.ndis.irp import Irp
from ..model.ndis.outstanding import (
    oids_outstanding,
    sends_outstanding,
)
from ..model.ndis.status import NDIS_HALT_ACTION
from ..model.ndis.thread import (
    Entry,
    Thread,
    entering,
)


@rule(
    "pnp.notify-after-init", kind=SI, side=E, at=entering,
    source="[net: processing-the-surprise-removal-of-a-nic--windows-vista-.md]"
    " [ddi: nc-ndis-miniport_device_pnp_event_notify.md]",
    notes="No notification reaches an adapter whose initialization has not succeeded.",
    why="MiniportDevicePnPEventNotify may use all that MiniportInitializeEx has set up.",
)
def notify_after_init(entry):
    """MiniportDevicePnPEventNotify reaches only an initialized adapter that is not yet halted."""
    return implies(entry == Entry.PNP_EVENT, in_service())


@rule(
    "pnp.removal-sequence", kind=SI, side=E, at=moving,
    source="[net: processing-the-surprise-removal-of-a-nic--windows-7-and-later-versions-.md]",
    notes="The order; that the removal ends in a halt is the progress of the PnP thread.",
    why="After the removal was notified the driver has nothing to start any more: only a pause and"
    " a halt follow.",
)
def removal_sequence(state):
    """After the removal notification the adapter is not restarted; it is halted as removed."""
    return implies(
        adapter.removed,
        state not in (AdapterState.RESTARTING, AdapterState.INITIALIZING)
        and (
            state != AdapterState.HALTING
            or adapter.halt_action == NDIS_HALT_ACTION.NdisHaltDeviceSurpriseRemoved
        ),
    )


@rule(
    "pnp.removal-fails-requests", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_device_pnp_event_notify.md]"
    " [net: handling-the-surprise-removal-of-a-nic.md]",
    notes="With which status: send.status-matches, oid.must-not-fail.  NOT_ACCEPTED is a permitted"
    " end of every request then (A40).",
    why="The hardware completes nothing any more; what waits for it waits for ever, and the"
    " removal with it.",
    fix="In MiniportDevicePnPEventNotify remember the removal under the lock, complete what is"
    " pended with NDIS_STATUS_NOT_ACCEPTED, refuse what comes later, and cancel the IRPs that are"
    " with the bus driver.",
)
def removal_fails_requests():
    """After the removal notification every send and OID request is completed without the
    hardware, also what was pended before, and every IRP with the bus driver is cancelled."""
    return not adapter.removed or (
        not sends_outstanding()
        and not oids_outstanding()
        and not any(i.submitted for i in instances(Irp))
    )


@rule(
    "pnp.gone-safe", kind=LV, side=D, at=eventually,
    source="[net: handling-the-surprise-removal-of-a-nic.md] [ddi: nc-ndis-miniport_halt.md]",
    why="A DPC that polls a register of a device that is gone blocks its processor, and with it"
    " the notification of the removal; a halt that waits for it never returns.",
    fix="Give every loop that waits for hardware an end: when the register reads all ones, or"
    " after a number of tries.",
    microsoft=("0x133",),
)
def gone_safe():
    """When the hardware is gone no part of the driver waits for it without end."""
    return device.present or all(t.entry == Entry.NONE for t in instances(Thread))
