"""All expressions of a Program, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from .ir.program import Element, Expr, Op, Program

__all__ = ["expressions", "subexpressions"]


def expressions(program: Program) -> Iterator[Expr]:
    """The expressions that stand in ``program``: guards, updates, checks, predicates."""
    for action in program.actions:
        yield from action.guard
        for check in action.checks:
            yield check.premise
            yield check.condition
        for update in action.updates:
            yield update.value
            if update.index is not None:
                yield update.index
    for invariant in program.invariants:
        yield invariant.premise
        yield invariant.condition
    for activity in program.activities:
        if activity.home is not None:
            yield activity.home
    yield program.final


def subexpressions(expr: Expr) -> Iterator[Expr]:
    """``expr`` and everything in it, outermost first."""
    pending = [expr]
    while pending:
        found = pending.pop()
        yield found
        if isinstance(found, Element):
            pending.append(found.index)
        elif isinstance(found, Op):
            pending.extend(reversed(found.operands))
