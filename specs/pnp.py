"""Notifications and surprise removal."""

from __future__ import annotations

from ..model.language import SI, E, implies, rule
from ..model.ndis.adapter import AdapterState, adapter, in_service, moving
from ..model.ndis.status import NDIS_HALT_ACTION
from ..model.ndis.thread import Entry, entering


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
