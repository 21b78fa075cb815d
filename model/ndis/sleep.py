"""Delays: a sleep gives the processor away, a stall keeps it.

Facts: NdisMSleep below DISPATCH_LEVEL [ddi: nf-ndis-ndismsleep.md]; NdisStallExecution at any
IRQL, at most 50 microseconds [ddi: nf-ndis-ndisstallexecution.md].  A delay is one step: what
others do meanwhile, they may do between any two steps.
"""

from __future__ import annotations

from ..language import atomic
from .ddi import called, may_call_back, waits
from .status import APC_LEVEL, HIGH_LEVEL


@atomic
def NdisMSleep():
    """Sleep for some time."""
    called(APC_LEVEL)
    waits(APC_LEVEL, 0)
    may_call_back()


@atomic
def NdisStallExecution(microseconds=50):
    """Keep the processor busy."""
    called(HIGH_LEVEL)
    waits(HIGH_LEVEL, microseconds)
