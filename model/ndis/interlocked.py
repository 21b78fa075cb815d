"""Interlocked operations: one indivisible access to memory, at any IRQL.

Facts: [ddi: nf-ndis-ndisinterlockedincrement.md], [ddi: nf-ndis-ndisinterlockeddecrement.md]; the
exchange operations are the compiler intrinsics of the WDK.
"""

from __future__ import annotations

from ..language import Ref, interlocked


@interlocked
def NdisInterlockedIncrement(value: Ref):
    """Add one; the new value."""
    value += 1
    return value


@interlocked
def NdisInterlockedDecrement(value: Ref):
    """Subtract one; the new value."""
    value -= 1
    return value


@interlocked
def InterlockedExchange(target: Ref, value):
    """Assign; the old value."""
    old = target
    target = value
    return old


@interlocked
def InterlockedCompareExchange(target: Ref, exchange, comparand):
    """Assign ``exchange`` if the target is ``comparand``; the old value."""
    old = target
    if old == comparand:
        target = exchange
    return old


@interlocked
def ReadAcquire(source: Ref):
    """Read with synchronization: ReadAcquire, or a volatile read on the platforms of Windows."""
    return source
