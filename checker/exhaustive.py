"""Whether some action is enabled in every state: do guards leave no case open?

Guards are formulas over comparisons: each comparison is taken to be true, then to be false, until
a guard is true without a condition (Shannon's expansion).  What comparisons mean is not looked at,
so the answer may be no where a cleverer question would get a yes.
"""

from __future__ import annotations

from collections.abc import Sequence

from .ir.program import Const, Expr, Op
from .simplify import FALSE, TRUE, make, negate, opposite, substitute

__all__ = ["leave_nothing_open"]

Guard = tuple[Expr, ...]

_PATIENCE = 5_000
"""Cases, before the answer is no."""


def leave_nothing_open(guards: Sequence[Guard]) -> bool:
    """Whether in every state one of ``guards``, conjunctions, is certainly true."""
    cases = 0
    pending = [[tuple(substitute(e, {}) for e in guard) for guard in guards]]
    while pending:
        cases += 1
        if cases > _PATIENCE:
            return False
        left = [guard for guard in map(_undecided, pending.pop()) if guard is not None]
        if () in left:
            continue
        if not left:
            return False
        question = _question(left[0][0])
        for truth in (TRUE, FALSE):
            pending.append([tuple(_given(e, question, truth) for e in guard) for guard in left])
    return True


def _undecided(guard: Guard) -> Guard | None:
    """``guard`` without what is simply true; None if it is false."""
    if any(isinstance(e, Const) and not e.value for e in guard):
        return None
    return tuple(e for e in guard if not isinstance(e, Const))


def _question(expr: Expr) -> Expr:
    """The first on whose truth that of ``expr`` depends, which is simplified and no constant."""
    while isinstance(expr, Op) and expr.name in ("and", "or", "not", "if"):
        expr = next(o for o in expr.operands if not isinstance(o, Const))
    return expr


def _given(expr: Expr, question: Expr, truth: Const) -> Expr:
    """The truth of ``expr`` where that of ``question`` is known."""
    if expr == question:
        return truth
    if expr == opposite(question):
        return negate(truth)
    if isinstance(expr, Op) and expr.name in ("and", "or", "not", "if"):
        return make(expr.name, *(_given(operand, question, truth) for operand in expr.operands))
    return expr
