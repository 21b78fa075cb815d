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
    why="A lock that stays held stops the next processor that wants it for ever; a second release"
    " lets two threads into what it guards, or leaves a wrong IRQL.",
    fix="Acquire and release in the same function, with the matching pair of calls, on every path;"
    " tell functions that are called under the lock that they are.",
    microsoft=(
        "SDV SpinLock", "SDV SpinLockDpr", "SDV SpinLockDprRelease", "SDV SpinLockRelease",
        "SDV SpinLockBalanced", "DV SpinLock", "DV SpinlockRelease", "DV QueuedSpinLock",
        "DV QueuedSpinLockRelease", "DV IrqlKeReleaseSpinLock", "0xC4/32",
        "0xC4/1000", "0xC4/1003", "0xC4/1004", "0xC4/1007", "0xC4/1008", "0xC4/1009",
    ),
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
    why="NDIS and the protocol call back on the same thread - a return inside an indication, a"
    " send inside a completion - and the driver waits for its own lock.",
    fix="Take what is to be completed or indicated off the queue under the lock, release the lock,"
    " then make the call.",
)
def not_across_calls():
    """No lock is held over a call that can call the driver back, or that waits."""
    return current.locks == 0


@rule(
    "lock.order", kind=SI, side=D, at=lock_wanted,
    source="[net: synchronization-and-notification-in-network-drivers.md]",
    notes="Cycles of two and of three threads are found; waits for events and callbacks under a"
    " lock are lock.not-across-calls.",
    why="Two threads that each hold the lock the other wants never go on; at DISPATCH_LEVEL that"
    " takes two processors with it.",
    fix="Write down one order of the locks and acquire them only in it; release the one before"
    " acquiring the other where the order does not fit.",
    microsoft=("0xC4/1001",),
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
