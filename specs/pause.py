"""Pausing an adapter."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    eventually,
    implies,
    rule,
    tokens,
)
from ..model.ndis.adapter import AdapterState, adapter, in_service
from ..model.ndis.device import send_posted
from ..model.ndis.nbl import NET_BUFFER_LIST, owned_by_driver
from ..model.ndis.oid import oid_ended
from ..model.ndis.outstanding import (
    indications_running,
    left_to_hardware,
    receives_outstanding,
)
from ..model.ndis.pnp import pause_completing
from ..model.ndis.power_state import PowerPhase, power
from ..model.ndis.resource import releasing
from ..model.ndis.send import being_sent, send_completed, send_returned
from ..model.ndis.status import (
    NDIS_STATUS_LOW_POWER_STATE,
    NDIS_STATUS_NOT_ACCEPTED,
    NDIS_STATUS_PAUSED,
    NDIS_STATUS_REQUEST_ABORTED,
    NDIS_STATUS_RESET_IN_PROGRESS,
)


@rule(
    "pause.complete-once", kind=SC, side=D, at=pause_completing,
    source="[ddi: nf-ndis-ndismpausecomplete.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="NdisMPauseComplete may come before MiniportPause has returned PENDING.",
    why="NDIS counts on the second report for the next pause, which then ends too early, or stops"
    " the machine.",
    fix="Keep one flag, changed under the lock, that says that NdisMPauseComplete is owed; who"
    " clears it makes the call.",
    microsoft=("0x7C/1F",),
)
def complete_once():
    """A pause is reported complete once, by NDIS_STATUS_SUCCESS or by NdisMPauseComplete."""
    return adapter.pause_pended


@rule(
    "pause.tx-drained", kind=SC, side=D, at=pause_completing,
    source="[net: pausing-an-adapter.md]",
    notes="A send whose handler is still running may not have been looked at: see"
    " pause.rejects-sends for what must become of it.",
    why="NDIS goes on to detach filters or to halt the adapter while a send is still in the"
    " driver: its owner waits for ever, or its completion arrives at code that has gone.",
    fix="Count sends from MiniportSendNetBufferLists to their completion, and complete the pause"
    " only when the count is zero.",
)
def tx_drained():
    """When a pause completes, every send the driver has accepted has been completed."""
    return implies(
        adapter.pause_pended,
        not any(owned_by_driver(n) and being_sent(n) == 0 for n in tokens(NET_BUFFER_LIST)),
    )


@rule(
    "pause.rx-drained", kind=SC, side=D, at=pause_completing,
    source="[net: miniport-adapter-states-and-operations.md] [net: pausing-an-adapter.md]",
    notes="Receives are legal until the pause completes; then all are back.",
    why="The stack above is torn down while an indication or a return is on its way: NBLs come"
    " back to an adapter that is halted.",
    fix="Count indications before each indicate call, uncount them in"
    " MiniportReturnNetBufferLists, and complete the pause when the count is zero.",
)
def rx_drained():
    """When a pause completes, every receive NBL is back and no indicate call is running."""
    return implies(
        adapter.pause_pended, not receives_outstanding() and not indications_running()
    )


@rule(
    "pause.rejects-sends", kind=SI, side=D, at=(send_returned, send_posted),
    source="[ddi: nc-ndis-miniport_pause.md]",
    notes="Checked for sends that MiniportSendNetBufferLists gets, or still has, after the driver"
    " has answered MiniportPause.",
    why="The send stays in the driver over the pause, is overtaken by the halt, or goes out"
    " through a stack that is being rebuilt.",
    fix="Set the paused state under the lock that the send path takes, test it for every NBL, and"
    " complete it there and then.",
)
def rejects_sends(nbl):
    """A send that arrives while the adapter is pausing or paused is completed at once, neither
    queued nor sent."""
    return not nbl.late or not owned_by_driver(nbl)


@rule(
    "pause.rejects-status", kind=SC, side=D, at=send_completed,
    source="[ddi: nc-ndis-miniport_pause.md]",
    notes="The part of pause.rejects-sends that concerns the status; after a removal, during a"
    " reset or in low power their statuses are as good.",
    why="The protocol takes the data for sent, or counts an error of the hardware, and does not"
    " send it again after the restart.",
    fix="Complete NBLs that come in the pausing and paused states with NDIS_STATUS_PAUSED.",
)
def rejects_status(nbl, status):
    """A send that arrives while the adapter is pausing or paused gets NDIS_STATUS_PAUSED."""
    return implies(
        nbl is not None and nbl.late and owned_by_driver(nbl),
        status == NDIS_STATUS_PAUSED
        or status == NDIS_STATUS_NOT_ACCEPTED and adapter.removed
        or status == NDIS_STATUS_LOW_POWER_STATE
        and (nbl.slept or power.phase != PowerPhase.FULL)
        or status in (NDIS_STATUS_RESET_IN_PROGRESS, NDIS_STATUS_REQUEST_ABORTED)
        and (adapter.resetting or nbl.racing),
    )


@rule(
    "pause.keeps-service", kind=SI, side=D, at=releasing,
    source="[ddi: nc-ndis-miniport_pause.md]",
    notes="Checked for the adapter context and for what only MiniportInitializeEx may claim.",
    why="OID requests still come while the adapter is paused, and the restart expects everything"
    " in place.",
    fix="Stop the data path in MiniportPause and release nothing; releasing is the work of"
    " MiniportHaltEx.",
)
def keeps_service(resource):
    """What MiniportInitializeEx acquired stays acquired while the adapter is paused or in use."""
    return implies(
        resource.rank() >= 5 and not resource.at_run_time() or resource.name == "context",
        not in_service(),
    )


@rule(
    "pause.serves-oids", kind=SI, side=D, at=oid_ended,
    source="[ddi: nc-ndis-miniport_pause.md]",
    notes="The part of pause.keeps-service that concerns OID requests.",
    why="Protocols and filters configure the adapter in just this window, before the restart:"
    " their settings are lost, and the adapter starts wrong.",
    fix="Handle OID requests independently of the state of the data path.",
)
def serves_oids(status):
    """An OID request is not refused because the adapter is pausing or paused."""
    return implies(
        adapter.state in (AdapterState.PAUSING, AdapterState.PAUSED), status != NDIS_STATUS_PAUSED
    )


@rule(
    "pause.completes", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_pause.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    why="The PnP operation behind the pause never ends: no driver of the stack can be bound,"
    " stopped or removed any more, and the watchdog of NDIS ends the machine.",
    fix="Let whoever ends the last thing that holds up the pause (a send, a returned receive, an"
    " indication) see under the lock that it is the last, and complete the pause.",
    microsoft=("0x7C/25", "0x15E/25", "0x1D5"),
)
def completes():
    """Every MiniportPause comes to its end, also when resets, requests, returns or a removal
    happen meanwhile."""
    return not adapter.pause_pended or left_to_hardware()
