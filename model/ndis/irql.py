"""Raising and lowering the IRQL, and telling NDIS that it is DISPATCH_LEVEL.

Facts: a caller raises to DISPATCH_LEVEL and lowers to where it came from
[ddi: wdm/nf-wdm-keraiseirql.md] [ddi: wdm/nf-wdm-kelowerirql.md].  The DISPATCH_LEVEL flag of the
send and receive calls saves NDIS a look at the IRQL [net: dispatch-irql-tracking.md].
"""

from __future__ import annotations

from ..language import atomic, current, event
from .ddi import called
from .status import DISPATCH_LEVEL, PASSIVE_LEVEL


@event
def dispatch_flag(at_dispatch):
    """A call is made with, or without, a DISPATCH_LEVEL flag."""


@atomic
def KeRaiseIrql():
    """Raise to DISPATCH_LEVEL; no effect there."""
    called(DISPATCH_LEVEL)
    if current.irql < DISPATCH_LEVEL:
        current.irql = DISPATCH_LEVEL
        current.lifted = True


@atomic
def KeLowerIrql():
    """Back to the IRQL before KeRaiseIrql."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    if current.lifted:
        current.irql = PASSIVE_LEVEL
        current.lifted = False
