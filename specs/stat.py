"""Status indications: when they are allowed, and that the link state they report is true."""

from __future__ import annotations

from ..model.language import SC, SI, D, current, d, rule
from ..model.ndis.adapter import adapter
from ..model.ndis.device import device
from ..model.ndis.link import link_settled, settled
from ..model.ndis.link_state import link
from ..model.ndis.power_state import PowerPhase, power
from ..model.ndis.status_indication import link_indicated, status_indicated
from ..model.ndis.thread import Entry


@rule(
    "stat.window", kind=SC, side=D, at=status_indicated,
    source="[ddi: nf-ndis-ndismindicatestatusex.md] [net: reporting-hardware-status.md]"
    " [net: handling-a-set-power-request.md]",
    notes="Legal in MiniportInitializeEx after the registration attributes, and in MiniportHaltEx"
    " (A08); the device is in low power from the completion of SET_POWER(Dx) on (A20).",
    why="Before the registration attributes NDIS has no adapter to report a status of, after the"
    " halt none any more: the handle is stale, and the system crashes. In low power the stack"
    " above does not listen, or takes the status for the reason to wake the adapter.",
    fix="Stop whatever indicates status (timers, DPCs, work items) before MiniportHaltEx returns"
    " and before SET_POWER is completed; keep what happens at DIRQL for the DPC.",
    microsoft=("SDV NdisMIndicateStatusEx", "SDV Irql_StatusIndication_Function"),
)
def window():
    """Status is indicated from the registration attributes to the return of MiniportHaltEx; not
    by the ISR, not in MiniportShutdownEx, and not in low power."""
    return (
        adapter.registration
        and current.entry not in (Entry.ISR, Entry.SHUTDOWN)
        and power.phase != PowerPhase.LOW
    )


@rule(
    "stat.link-honest", kind=SI, side=d, at=(link_settled, link_indicated),
    source="[net: indicating-connection-status.md] [net: ndis-status-link-state.md]",
    notes="Looked at where the adapter is Running and nothing is going on: a driver that polls"
    " its link by a periodic timer never comes to rest. Unknown counts as disconnected; it may be"
    " indicated while SET_POWER(Dx) is being handled (A20). A DPC that is indicating when"
    " MiniportHaltEx is called cannot know; MiniportHaltEx itself must not (A08).",
    why="Protocols go on to send into a cable that is not there, or never start to send: the user"
    " sees a network that does not work, with a link light that is on.",
    fix="Read the link state of the device wherever it may have changed unseen (after it has been"
    " started, reset or powered up) and at every interrupt for it; indicate it if it differs from"
    " the last one.",
)
def link_honest():
    """When the adapter runs and all is quiet, the link state last indicated is the real one;
    MiniportHaltEx indicates no link state, nobody does in low power."""
    if settled():
        return device.link == (link.known and link.connected)
    return current.entry != Entry.HALT and power.phase != PowerPhase.LOW
