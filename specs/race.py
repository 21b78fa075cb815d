"""Data races."""

from __future__ import annotations

from ..model.language import SI, D, always, rule


@rule(
    "race.shared-state", kind=SI, side=D, at=always,
    source="[net: multiprocessor-support-in-network-drivers.md]"
    " [net: deserialized-ndis-miniport-drivers.md] [net: servicing-timers.md]"
    " [net: summary-of-changes-required-to-port-a-miniport-driver-to-ndis-6-30.md]",
    seed=("003-30",),
    races=(
        "thread", "send", "cancel_send", "return", "oid", "oid_cancel", "hang", "dpc", "timer",
        "work_item", "reset", "pnp_manager",
    ),
    why="Counters drift, list entries are lost or taken twice, flags are seen too late: failures"
    " that come once in days, on machines with many processors.",
    fix="Decide for each field which lock guards it, and take it for reads as well; or use one"
    " interlocked operation for the whole change.",
)
def shared_state():
    """Two activities that may run at the same time do not touch the same memory, one of them
    writing, unless a lock, the interrupt lock or an interlocked operation orders them."""
    return True
