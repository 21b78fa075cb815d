"""Spin locks and RW locks: balance, nothing called under them, one order."""

from __future__ import annotations

from ..model.language import SI, D, current, implies, instances, rule
from ..model.ndis.ddi import may_call_back
from ..model.ndis.spinlock import SpinLock, lock_wanted
from ..model.ndis.thread import locks_checked


@rule(
    "lock.balanced", kind=SI, side=D, at=locks_checked,
    source="[ddi: nf-ndis-ndisallocatespinlock.md] [ddi: nf-ndis-ndisdpracquirespinlock.md]"
    " [ddi: nf-ndis-ndisacquirerwlockread.md] [ddi: nf-ndis-ndisreleaserwlock.md]"
    " [dvt: ndis-spinlock.md]",
)
def balanced(balanced):
    """A lock is not acquired by its holder again, is released once, by the holder, with the
    matching call, in reverse order and before the entry point returns, and is freed only when it
    is released; a read lock is not turned into a write lock."""
    return balanced


@rule(
    "lock.not-across-calls", kind=SI, side=D, at=may_call_back,
    source="[net: synchronization-and-notification-in-network-drivers.md]"
    " [ddi: nf-ndis-ndismresetcomplete~r1.md]",
)
def not_across_calls():
    """No lock is held over a call that can call the driver back, or that waits."""
    return current.locks == 0


@rule(
    "lock.order", kind=SI, side=D, at=lock_wanted,
    source="[net: synchronization-and-notification-in-network-drivers.md]",
    notes="Cycles of two and of three threads are found; waits for events and callbacks under a"
    " lock are lock.not-across-calls.",
)
def order(lock):
    """No thread waits for a spin lock whose holder waits, directly or through another, for a lock
    that the thread holds."""
    return implies(current.locks > 0, lock.holder is None or not any(
        mine.holder == current
        and (
            mine.waiter == lock.holder
            or any(
                other.waiter == lock.holder
                and other.holder is not None
                and other.holder == mine.waiter
                for other in instances(SpinLock)
            )
        )
        for mine in instances(SpinLock)
    ))
