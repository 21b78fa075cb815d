"""Spin locks: who holds one, which IRQL comes back at its release, who waits for whom.

Facts: acquiring raises to DISPATCH_LEVEL, the Dpr calls are for callers that are there already, a
lock is released by the call of the same family, in reverse order, and is not recursive
[ddi: nf-ndis-ndisallocatespinlock.md] [ddi: nf-ndis-ndisdpracquirespinlock.md]; with several
locks there is one order for all [net: synchronization-and-notification-in-network-drivers.md].

A thread that waits is stuck before its step and leaves no mark.  One that already holds a lock
does: ``waiter``, so that a cycle is seen when it closes.
"""

from __future__ import annotations

from ..language import (
    Range,
    ThreadId,
    acquires,
    atomic,
    current,
    event,
    releases,
    remakes,
    tries,
    wait_until,
)
from .ddi import called
from .resource import Resource, acquire_always, release, use
from .status import DISPATCH_LEVEL, HIGH_LEVEL, PASSIVE_LEVEL
from .thread import locks_checked


@event
def lock_wanted(lock):
    """A thread acquires a lock, or begins to wait for it (``lock.holder`` has it)."""


class SpinLock(Resource):
    """An NDIS_SPIN_LOCK; ``with self.lock:`` acquires and releases it."""

    holder: ThreadId = None
    waiter: ThreadId = None                # holds another lock and waits for this one
    dpr: bool = False                      # acquired by a Dpr call
    depth: Range[0, 7] = 0                 # locks its holder held before

    def rank(self):
        return 3

    def __enter__(self):
        NdisAcquireSpinLock(self)

    def __exit__(self):
        NdisReleaseSpinLock(self)


@remakes
@atomic
def NdisAllocateSpinLock(lock):
    """Initialize a lock, free for all."""
    called(HIGH_LEVEL)
    acquire_always(lock)
    lock.holder = None
    lock.waiter = None
    lock.dpr = False
    lock.depth = 0


@remakes
@atomic
def NdisFreeSpinLock(lock):
    """The lock is not used any more."""
    called(HIGH_LEVEL)
    locks_checked(lock.holder is None)
    release(lock)


@atomic
def raise_to_dispatch():
    """Raise the IRQL to DISPATCH_LEVEL until the current thread's last lock is released."""
    if current.irql < DISPATCH_LEVEL:
        current.irql = DISPATCH_LEVEL
        current.raised = True


@atomic
def lower_after_last_lock():
    """One lock of the current thread less; the last one brings the old IRQL back."""
    if current.locks > 0:
        current.locks -= 1
    if current.locks == 0 and current.raised:
        current.irql = PASSIVE_LEVEL
        current.raised = False


@atomic
def take(lock, dpr):
    """The current thread gets the lock."""
    lock.holder = current
    if lock.waiter == current:
        lock.waiter = None
    lock.dpr = dpr
    lock.depth = current.locks
    current.locks += 1
    if not dpr:
        raise_to_dispatch()


@acquires
@atomic
def take_or_queue(lock, dpr):
    """Whether the thread got the lock at once; if not, and it holds another, it is the waiter."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL if dpr else PASSIVE_LEVEL)
    use(lock)
    locks_checked(lock.holder != current)
    lock_wanted(lock)
    if lock.holder is None:
        take(lock, dpr)
        return True
    wait_until(current.locks > 0 and lock.waiter is None)
    lock.waiter = current
    return False


@acquires
@atomic
def take_when_free(lock, dpr):
    """The waiter's turn."""
    wait_until(lock.holder is None)
    take(lock, dpr)


def acquire_lock(lock, dpr):
    """Acquire the lock, spinning while it is held."""
    if not take_or_queue(lock, dpr):
        take_when_free(lock, dpr)


@releases
@atomic
def release_lock(lock, dpr):
    """Release the lock."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    use(lock)
    locks_checked(lock.holder == current and lock.dpr == dpr and lock.depth + 1 == current.locks)
    lock.holder = None
    lock.dpr = False
    lock.depth = 0
    lower_after_last_lock()


def NdisAcquireSpinLock(lock):
    """Acquire; the IRQL is DISPATCH_LEVEL until the release."""
    acquire_lock(lock, False)


def NdisReleaseSpinLock(lock):
    """Release what NdisAcquireSpinLock acquired."""
    release_lock(lock, False)


def NdisDprAcquireSpinLock(lock):
    """Acquire at DISPATCH_LEVEL."""
    acquire_lock(lock, True)


def NdisDprReleaseSpinLock(lock):
    """Release what NdisDprAcquireSpinLock acquired."""
    release_lock(lock, True)


@tries
@atomic
def NdisTryAcquireSpinLock(lock):
    """Acquire at DISPATCH_LEVEL if the lock is free: KeTryToAcquireSpinLockAtDpcLevel.

    It is released by NdisDprReleaseSpinLock.
    """
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    use(lock)
    locks_checked(lock.holder != current)
    if lock.holder is not None:
        return False
    take(lock, True)
    return True
