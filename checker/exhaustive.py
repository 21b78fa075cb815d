"""Whether some action is enabled in every state: do guards leave no case open?

Guards are formulas over comparisons: each comparison is taken to be true, then to be false, until
a guard is true without a condition (Shannon's expansion).  Of a comparison that reads one variable
only, what it means is known where the values are that the variable can have; otherwise it is not
looked at, so the answer may be no where a cleverer question would get a yes.
"""

from __future__ import annotations

from collections.abc import Sequence

from .ir.program import Const, Expr, Op
from .simplify import FALSE, TRUE, make, negate, opposite, substitute
from .value_sets import Values
from .walk import reads_of

__all__ = ["leave_nothing_open"]

Guard = tuple[Expr, ...]
Left = dict[int, frozenset[int]]
"""The values that variables can still have, of those about which something is known."""

_PATIENCE = 5_000
"""Cases, before the answer is no."""


def leave_nothing_open(guards: Sequence[Guard], values: Sequence[Values] = ()) -> bool:
    """Whether in every state one of ``guards``, conjunctions, is certainly true; ``values`` are
    those that the variables can have, if they are known (:mod:`.values`)."""
    cases = 0
    first: tuple[list[Guard], Left] = [tuple(substitute(e, {}) for e in g) for g in guards], {}
    pending = [first]
    while pending:
        cases += 1
        if cases > _PATIENCE:
            return False
        now, known = pending.pop()
        left = [guard for guard in map(_undecided, now) if guard is not None]
        if () in left:
            continue
        if not left:
            return False
        question = _question(left[0][0])
        asked = _alone(question, values)
        for truth in (TRUE, FALSE):
            here = known
            if asked is not None:
                here = _answered(question, asked, truth, known, values)
                if not here[asked]:
                    continue  # this cannot be
            pending.append(([
                tuple(_decided(_given(e, question, truth), asked, here) for e in guard)
                for guard in left
            ], here))
    return True


def _alone(question: Expr, values: Sequence[Values]) -> int | None:
    """The only variable ``question`` reads, if its values are known."""
    reads = reads_of(question)
    if len(reads) != 1:
        return None
    (variable,) = reads
    return variable if variable < len(values) and values[variable] is not None else None


def _answered(
    question: Expr, variable: int, truth: Const, known: Left, values: Sequence[Values]
) -> Left:
    """What is left for the variable where the answer to ``question`` is ``truth``."""
    before = known.get(variable, values[variable])
    assert before is not None
    return {**known, variable: frozenset(
        x for x in before if (found := _truth(question, variable, x)) is None
        or found == bool(truth.value)
    )}


def _truth(expr: Expr, variable: int, value: int) -> bool | None:
    """Whether ``expr``, which reads the variable only, is true of a value; None if it faults."""
    found = substitute(expr, {variable: Const(value)})
    return bool(found.value) if isinstance(found, Const) else None


def _decided(expr: Expr, variable: int | None, known: Left) -> Expr:
    """``expr``, or its truth if it is the same for all that is left of the variable."""
    if variable is None or isinstance(expr, Const):
        return expr
    if isinstance(expr, Op) and expr.name in ("and", "or", "not", "if"):
        return make(expr.name, *(_decided(o, variable, known) for o in expr.operands))
    if reads_of(expr) == {variable}:
        truths = {_truth(expr, variable, x) for x in known[variable]}
        if len(truths) == 1 and None not in truths:
            return TRUE if True in truths else FALSE
    return expr


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
