"""Restarting an adapter."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    eventually,
    implies,
    options,
    rule,
)
from ..model.ndis.adapter import AdapterState, adapter
from ..model.ndis.outstanding import (
    accepted_sends_outstanding,
    indications_running,
    receives_outstanding,
)
from ..model.ndis.pnp import restart_completing
from ..model.ndis.send import send_completed
from ..model.ndis.status import NDIS_STATUS_PAUSED, NDIS_STATUS_SUCCESS


@rule(
    "restart.complete-once", kind=SC, side=D, at=restart_completing,
    source="[ddi: nf-ndis-ndismrestartcomplete.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="NdisMRestartComplete may come before MiniportRestart has returned PENDING.",
    why="NDIS stops the machine, or starts the stack above an adapter that is not ready.",
    fix="Call NdisMRestartComplete once if MiniportRestart has returned NDIS_STATUS_PENDING, and"
    " never otherwise.",
    microsoft=("0x7C/1F",),
)
def complete_once():
    """A restart is reported complete once, by a final status or by NdisMRestartComplete."""
    return adapter.restart_pended


@rule(
    "restart.ready-before-complete", kind=SI, side=D, at=send_completed,
    source="[net: starting-an-adapter.md]",
    seed=("000-14",),
    notes="Inferred: sends may come on another processor before NdisMRestartComplete returns. Not"
    " checked under the option late_sends: a send of Restarting may be refused in Running.",
    why="The first sends of the stack - often those that ask for an address - are refused, and the"
    " network comes up late or not at all.",
    fix="Set the running state before NDIS_STATUS_SUCCESS is returned or NdisMRestartComplete is"
    " called, not after it.",
)
def ready_before_complete(nbl, status):
    """A send that comes after a successful restart is not refused with NDIS_STATUS_PAUSED."""
    return implies(
        not options.late_sends
        and nbl is not None
        and not nbl.late
        and adapter.state == AdapterState.RUNNING,
        status != NDIS_STATUS_PAUSED,
    )


@rule(
    "restart.fail-quiesced", kind=SC, side=D, at=restart_completing,
    source="[ddi: nc-ndis-miniport_restart.md]",
    why="The adapter stays paused for NDIS, but the driver sends and receives: NBLs reach"
    " protocols that are not there, and the halt finds them outstanding.",
    fix="Start receive and send last in MiniportRestart; if a later step fails, stop them and wait"
    " as MiniportPause does.",
)
def fail_quiesced(status):
    """A restart that fails has stopped the receives and sends it had started."""
    return implies(
        adapter.restart_pended and status != NDIS_STATUS_SUCCESS,
        not accepted_sends_outstanding()
        and not receives_outstanding()
        and not indications_running(),
    )


@rule(
    "restart.completes", kind=LV, side=D, at=eventually,
    source="[net: starting-an-adapter.md]",
    why="The adapter stays without data for ever, and no PnP operation can begin.",
    fix="Return a final status, or see to it that NdisMRestartComplete is called on every way,"
    " also when the hardware is gone.",
    microsoft=("0x1D5",),
)
def completes():
    """Every MiniportRestart returns a final status or is completed."""
    return not adapter.restart_pended
