"""Raising and lowering the IRQL.

Facts: a caller raises to DISPATCH_LEVEL and lowers to where it came from
[ddi: wdm/nf-wdm-keraiseirql.md] [ddi: wdm/nf-wdm-kelowerirql.md].
"""

from __future__ import annotations

from ..language import atomic, current
from .ddi import called
from .status import DISPATCH_LEVEL, PASSIVE_LEVEL


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
