"""The send path: every send NBL goes back once, untouched afterwards, with a fitting status."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    current,
    d,
    eventually,
    implies,
    instances,
    options,
    rule,
    tokens,
)
from ..model.ndis.adapter import AdapterState, PnpOperation, adapter
from ..model.ndis.device import device, send_posted
from ..model.ndis.nbl import NET_BUFFER_LIST, CancelRequest, owned_by_driver, send_nbl_used
from ..model.ndis.outstanding import left_to_hardware, sends_outstanding
from ..model.ndis.power_state import PowerPhase, power
from ..model.ndis.send import cancel_send_returned, send_completed
from ..model.ndis.status import NDIS_STATUS
from ..model.ndis.thread import Entry, Thread


@rule(
    "send.complete-once", kind=SC, side=D, at=send_completed,
    source="[ddi: nc-ndis-miniport_send_net_buffer_lists.md]"
    " [ddi: nf-ndis-ndismsendnetbufferlistscomplete.md]",
    seed=("003-30",),
    notes="That every NBL is completed at all is send.completes.",
    why="The NBL goes back to its owner twice: freed twice, or completed while it is sent again.",
    fix="Move an NBL from queue to hardware to completion under one lock, so that exactly one of"
    " send path, cancel, reset and DPC takes it off.",
)
def complete_once(nbl):
    """Only a send that the driver owns is completed: no send twice, none that was never its."""
    return nbl is not None and owned_by_driver(nbl)


@rule(
    "send.no-touch-after-complete", kind=SI, side=D, at=send_nbl_used,
    source="[ddi: nc-ndis-miniport_send_net_buffer_lists.md]",
    notes="A stored pointer breaks the rule when it is followed, not while it is kept; a send is"
    " used by the hardware from HwTransmit until it is finished or the engines stop.",
    why="The owner frees or reuses the NBL at once; the driver, or the device by DMA, reads memory"
    " of somebody else and may send it out.",
    fix="Forget every pointer to the NBL before NdisMSendNetBufferListsComplete, and complete it"
    " only when the hardware has finished or was stopped.",
)
def no_touch_after_complete(allowed):
    """A send is not read, written, posted or left to the hardware once it has been completed."""
    return allowed


def fits(nbl, status):
    """Whether a completion status has its cause."""
    if status == NDIS_STATUS.NDIS_STATUS_PAUSED:
        return nbl.late or options.late_sends or adapter.state in (
            AdapterState.PAUSING, AdapterState.PAUSED, AdapterState.RESTARTING
        ) or adapter.operation == PnpOperation.PAUSE
    if status == NDIS_STATUS.NDIS_STATUS_SEND_ABORTED:
        return nbl.cancel != CancelRequest.NONE
    if status in (
        NDIS_STATUS.NDIS_STATUS_RESET_IN_PROGRESS, NDIS_STATUS.NDIS_STATUS_REQUEST_ABORTED
    ):
        return adapter.resetting or nbl.racing
    if status == NDIS_STATUS.NDIS_STATUS_NOT_ACCEPTED:
        return adapter.removed
    if status == NDIS_STATUS.NDIS_STATUS_LOW_POWER_STATE:
        return nbl.slept or power.phase != PowerPhase.FULL
    return status in (
        NDIS_STATUS.NDIS_STATUS_SUCCESS, NDIS_STATUS.NDIS_STATUS_FAILURE,
        NDIS_STATUS.NDIS_STATUS_RESOURCES, NDIS_STATUS.NDIS_STATUS_INVALID_LENGTH,
    )


@rule(
    "send.status-matches", kind=SC, side=D, at=send_completed,
    source="[ddi: nf-ndis-ndismsendnetbufferlistscomplete.md] [net: oid-pnp-set-power.md]"
    " [ddi: nc-ndis-miniport_pause.md] [ddi: nc-ndis-miniport_shutdown.md]",
    notes="Under the option late_sends a send that started in Restarting may be rejected in"
    " Running. A reset may be told by RESET_IN_PROGRESS or REQUEST_ABORTED (A14), to a send that"
    " met it even after its end. A pause that a shutdown overtakes is a cause all the same: the"
    " Shutdown state may follow Pausing and keeps NDIS from calling the driver; it does not take"
    " back the call of MiniportPause that is under way, nor name a status of its own for sends.",
    why="Protocols decide by the status whether to send again, to wait, or to give up: a wrong one"
    " loses data or sends it twice.",
    fix="Set the status of every NBL before it is completed, from the reason it is completed for.",
)
def status_matches(nbl, status):
    """The status of a completed send is set and fits its cause: paused, cancelled, reset, removed,
    low power, or an ordinary result."""
    return implies(nbl is not None and owned_by_driver(nbl), fits(nbl, status))


@rule(
    "send.cancel-dequeues", kind=SC, side=D, at=cancel_send_returned,
    source="[ddi: nc-ndis-miniport_cancel_send.md]",
    notes="A send is in the queue of the driver if the driver owns it, the hardware has it not,"
    " and nobody else is inside the driver who might just be carrying it somewhere. One whose SG"
    " list is being built cannot be completed yet.",
    why="The protocol cancels because it is leaving: it waits until the hardware happens to get at"
    " the NBL.",
    fix="In MiniportCancelSend take the NBLs with the cancel identifier off the driver's queue"
    " under the lock, then complete them with NDIS_STATUS_SEND_ABORTED.",
)
def cancel_dequeues():
    """When MiniportCancelSend returns, no send with the cancel identifier that the driver had
    before the call is still in its queue."""
    return implies(
        all(t == current or t.entry == Entry.NONE for t in instances(Thread)),
        not any(
            owned_by_driver(n) and n.cancel == CancelRequest.OWNED and n not in device.posted
            and n.building == 0
            for n in tokens(NET_BUFFER_LIST)
        ),
    )


def overtakes(nbl):
    """Whether a send that goes before this one is still waiting in the driver."""
    return nbl.after is not None and owned_by_driver(nbl.after) and not nbl.after.posted


@rule(
    "send.chain-intact", kind=SC, side=d, at=send_posted,
    source="[net: sending-network-data.md] [ddi: nc-ndis-miniport_send_net_buffer_lists.md]",
    notes="The order of sends whose send calls did not overlap (option send_order); what is inside"
    " an NBL is not in the model.",
    why="Segments of a connection arrive out of order, and the transport slows down or sends them"
    " again.",
    fix="Keep one queue in order of arrival, and let new sends pass through it while older ones"
    " wait.",
)
def chain_intact(nbl):
    """Sends of one connection go to the hardware in the order in which they came."""
    return implies(options.send_order, not overtakes(nbl))


@rule(
    "send.completes", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_send_net_buffer_lists.md] [dvt: ndis-ndistimeddatasend.md]",
    seed=("003-06",),
    why="The protocol above waits for its buffers: it cannot be paused, and with it nothing of"
    " the stack.",
    fix="Complete what is queued or in the ring on every way out: link loss, reset, pause, low"
    " power, removal; a hardware that is gone completes nothing.",
    microsoft=("DV NdisTimedDataSend", "DV NdisTimedDataHang", "0x15E/30"),
)
def completes():
    """Every send that was accepted is completed some time, also across link loss, reset, pause,
    low power and removal."""
    return not sends_outstanding() or left_to_hardware()
