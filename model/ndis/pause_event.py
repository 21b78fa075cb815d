"""NetEventRequirePause and NetEventAllowStart: the driver wants to be paused (NDIS 6.50).

Facts: NdisMNetPnPEvent(NetEventRequirePause) returns when the adapter, and all above it, is
paused; MiniportPause is called for that only if it is not paused anyway.  Until NetEventAllowStart
it is not restarted.  Both come between the beginning of MiniportInitializeEx and the end of
MiniportHaltEx, from nowhere that would wait for itself, and with no lock held
[ddi: netpnp/ns-netpnp-_net_pnp_event.md].

Reading: the requirement ends with the life of the adapter.
"""

from __future__ import annotations

from ..language import Object, atomic, options, wait_until
from .adapter import AdapterState, adapter


class PauseRequirement(Object):
    """What the driver has asked for last."""

    required: bool = False


pause_requirement = PauseRequirement()


def traffic_stopped():
    """Whether no traffic is possible: the adapter is paused, or not in use."""
    return adapter.state not in (
        AdapterState.RESTARTING, AdapterState.RUNNING, AdapterState.PAUSING
    )


@atomic
def require_pause():
    """The driver asks for a pause; a system before NDIS 6.50 does not know the event."""
    if options.ver >= 650:
        pause_requirement.required = True


@atomic
def end_require_pause():
    """The adapter is paused."""
    wait_until(not pause_requirement.required or traffic_stopped())


@atomic
def allow_start():
    """The driver withdraws its demand."""
    pause_requirement.required = False
