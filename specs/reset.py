"""Reset: why it comes, what it leaves behind, that it ends once."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    E,
    d,
    driver,
    eventually,
    implies,
    options,
    rule,
    tokens,
)
from ..model.ndis.adapter import adapter
from ..model.ndis.link_state import link
from ..model.ndis.nbl import NET_BUFFER_LIST, owned_by_driver
from ..model.ndis.oid import OidPlace, oid_pended, oid_started
from ..model.ndis.oid_direct import NDIS_DIRECT_OID_REQUEST, direct_oid_started
from ..model.ndis.packet_filter import packet_filter
from ..model.ndis.power_state import PowerPhase, power
from ..model.ndis.reset import (
    SecondReset,
    reset_answered,
    reset_completed,
    reset_request,
    reset_started,
)
from ..model.ndis.send import send_started
from ..model.ndis.status import NDIS_STATUS_PENDING
from ..model.ndis.status_indication import NDIS_STATUS_CODE, status_indicated
from ..model.ndis.thread import Entry, running


@rule(
    "reset.trigger", kind=SI, side=E, at=reset_started,
    source="[net: miniport-adapter-check-for-hang-and-reset-operations.md]"
    " [ddi: nf-ndis-ndismresetminiport.md] [ddi: nc-ndis-miniport_oid_request.md]",
    seed=("003-06",),
    why="A reset does not come out of nothing: MiniportResetEx need not fear a running"
    " MiniportOidRequest.",
)
def trigger():
    """A reset has a cause - check-for-hang said so, a request outlived two such calls, or the
    driver asked for it - and does not start while MiniportOidRequest is running."""
    return reset_request.due and running(Entry.OID) == 0


@rule(
    "reset.complete-once", kind=SC, side=D, at=reset_answered,
    source="[dbg: bug-check-0x7c--bugcode-ndis-driver.md]"
    " [ddi: nf-ndis-ndismresetcomplete~r1.md]",
    why="NDIS stops the machine, or ends the next reset while the device is being programmed.",
    fix="Return NDIS_STATUS_PENDING only if NdisMResetComplete is going to be called, and clear"
    " the flag that it is owed under the lock.",
    microsoft=("0x7C/0F",),
)
def complete_once(status, by_return):
    """A reset ends once: by the result of MiniportResetEx, or, if that is PENDING, by one
    NdisMResetComplete call."""
    if by_return:
        return (
            status == NDIS_STATUS_PENDING
            or adapter.reset_pended
            or reset_request.second == SecondReset.RUNNING
        )
    return adapter.reset_pended or reset_request.second == SecondReset.RUNNING


@rule(
    "reset.flush-before-complete", kind=SC, side=D, at=reset_completed,
    source="[ddi: nc-ndis-miniport_reset.md]",
    notes="Demanded from NDIS 6.30 on (A13), not in 5.x. Not for a send or direct request whose"
    " handler was running when the reset began, or that came during it: the driver may see it at"
    " any time.",
    why="NDIS takes the adapter for clean; what was with the hardware before the reset is never"
    " completed, and its originators wait.",
    fix="Stop the hardware, complete every send and request it had with"
    " NDIS_STATUS_RESET_IN_PROGRESS or NDIS_STATUS_REQUEST_ABORTED, and then end the reset.",
)
def flush_before_complete():
    """When a reset completes, the driver has completed every send and every OID request it had."""
    return driver.ndis == 5 or options.ver < 630 or (
        not any(owned_by_driver(n) and not n.racing for n in tokens(NET_BUFFER_LIST))
        and not any(
            o.place == OidPlace.PENDED and not o.racing for o in tokens(NDIS_DIRECT_OID_REQUEST)
        )
        and (options.io_during_reset or not oid_pended())
    )


@rule(
    "reset.no-new-io", kind=SI, side=E, at=(send_started, oid_started, direct_oid_started),
    source="[ddi: nc-ndis-protocol_status_ex.md]",
    notes="Calls that were already running go on (A11); the option io_during_reset lifts it.",
    why="Between the begin and the end of a reset only calls that had already begun can hand the"
    " driver something.",
)
def no_new_io():
    """NDIS starts no send and no OID request during a reset."""
    return options.io_during_reset or not adapter.resetting


@rule(
    "reset.no-self-status", kind=SC, side=D, at=status_indicated,
    source="[net: ndis-status-reset-start.md]",
    why="Protocols see the start or the end of a reset twice, and stop or resume sending at the"
    " wrong time.",
    fix="Indicate no NDIS_STATUS_RESET_START or NDIS_STATUS_RESET_END; NDIS does so around"
    " MiniportResetEx.",
)
def no_self_status(code):
    """The driver indicates neither the start nor the end of a reset: NDIS does."""
    return code != NDIS_STATUS_CODE.RESET_START and code != NDIS_STATUS_CODE.RESET_END


@rule(
    "reset.settings-restored", kind=SI, side=D, at=reset_completed,
    source="[net: hardware-reset.md]",
    notes="The packet filter stands for all settings.",
    why="The adapter runs after the reset, but receives the wrong frames: no multicast, no"
    " broadcast, or nothing at all.",
    fix="Program packet filter, multicast list and offloads from the driver's copies before the"
    " reset ends, or set AddressingReset to TRUE.",
)
def settings_restored(addressing_reset):
    """When a reset completes with AddressingReset FALSE, the settings it destroyed in the hardware
    have been restored."""
    return implies(not addressing_reset, not packet_filter.lost)


@rule(
    "reset.link-known", kind=SC, side=d, at=reset_completed,
    source="[net: indicating-connection-status.md] [ddi: nc-ndis-miniport_reset.md]",
    notes="The link is as the driver last indicated it; on the way to low power, and there,"
    " unknown is what it should be. An adapter that NDIS has reported as removed has no link to"
    " read: whoever hears of it after low power need not tell of one.",
    why="The last thing the stack has heard is that the state of the link is unknown, and nothing"
    " tells it otherwise.",
    fix="Read the link after the hardware reset and indicate NDIS_STATUS_LINK_STATE before"
    " NdisMResetComplete.",
)
def link_known():
    """A reset does not complete while the driver reports its link state as unknown."""
    return implies(power.phase == PowerPhase.FULL and not adapter.removed, link.known)


@rule(
    "reset.completes", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_reset.md]",
    why="NDIS hands down neither sends nor requests during a reset: the adapter is dead.",
    fix="Complete the reset on every way: when the hardware answers, when a limit of time is"
    " over, when the device is removed.",
)
def completes():
    """Every reset comes to its end."""
    return not adapter.resetting


@rule(
    "reset.pause-independent", kind=LV, side=D, at=eventually,
    source="[net: miniport-adapter-states-and-operations.md]",
    notes="A halt does not overtake a pended reset (A12), so that both must end.",
    why="The pause waits for the reset and the reset for the pause: neither ends.",
    fix="Let the pause wait for sends and receives only, and let the reset complete, or abort, the"
    " sends it holds; neither looks at whether the other is over.",
)
def pause_independent():
    """Neither a reset nor a pause waits for the end of the other in a circle."""
    return not (adapter.resetting and adapter.pause_pended)
