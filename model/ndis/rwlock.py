"""Read-write locks: many readers or one writer.

Facts: at most DISPATCH_LEVEL to acquire, DISPATCH_LEVEL until the release; reads and writes may be
nested on a processor, a read cannot become a write; not fair; freed only when released
[ddi: nf-ndis-ndisacquirerwlockread.md] [ddi: nf-ndis-ndisacquirerwlockwrite.md]
[ddi: nf-ndis-ndisreleaserwlock.md] [ddi: nf-ndis-ndisallocaterwlock.md].

Who reads is counted per lock and per thread, not per pair: with several RW locks, writing one
while reading another that is read elsewhere would be taken for an upgrade.
"""

from __future__ import annotations

from ..language import Range, ThreadId, atomic, current, wait_until
from .ddi import called
from .resource import Resource, acquire, release, use
from .spinlock import lower_after_last_lock, raise_to_dispatch
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS
from .thread import locks_checked


class RWLock(Resource):
    """An NDIS_RW_LOCK_EX."""

    readers: Range[0, 7] = 0
    writer: ThreadId = None
    writes: Range[0, 3] = 0                # nested acquisitions of the writer

    def rank(self):
        return 3


@atomic
def NdisAllocateRWLock(lock):
    """Allocate a lock, free for all."""
    called(DISPATCH_LEVEL)
    lock.readers = 0
    lock.writer = None
    lock.writes = 0
    return NDIS_STATUS_SUCCESS if acquire(lock) else NDIS_STATUS_RESOURCES


@atomic
def NdisFreeRWLock(lock):
    """Free a lock that nobody holds."""
    called(DISPATCH_LEVEL)
    locks_checked(lock.writer is None and lock.readers == 0)
    release(lock)


@atomic
def NdisAcquireRWLockRead(lock):
    """Acquire for reading, together with other readers."""
    wait_until(lock.writer is None or lock.writer == current)
    called(DISPATCH_LEVEL)
    use(lock)
    lock.readers += 1
    current.reading += 1
    current.locks += 1
    raise_to_dispatch()


@atomic
def writes_or_queues(lock):
    """Whether the thread got the lock for writing at once; if it reads it, it never will."""
    called(DISPATCH_LEVEL)
    use(lock)
    upgrade = current.reading > 0 and lock.readers > 0
    locks_checked(not upgrade)
    if lock.readers == 0 and (lock.writer is None or lock.writer == current):
        write(lock)
        return True
    wait_until(upgrade)
    return False


@atomic
def write(lock):
    """The current thread gets the lock for writing."""
    lock.writer = current
    lock.writes += 1
    current.locks += 1
    raise_to_dispatch()


def NdisAcquireRWLockWrite(lock):
    """Acquire for writing, alone."""
    if not writes_or_queues(lock):
        with atomic():
            wait_until(lock.readers == 0 and (lock.writer is None or lock.writer == current))
            write(lock)


@atomic
def NdisReleaseRWLock(lock):
    """Release one acquisition, on the processor that made it."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    use(lock)
    locks_checked(lock.writer == current or current.reading > 0 and lock.readers > 0)
    if current.reading > 0 and lock.readers > 0:
        lock.readers -= 1
        current.reading -= 1
    elif lock.writer == current:
        lock.writes -= 1
        if lock.writes == 0:
            lock.writer = None
    lower_after_last_lock()
