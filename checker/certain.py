"""What can be known of a step before it is taken: can it fail, can an index leave its array?

Both engines leave out what is certain; being too careful here only costs time.
"""

from __future__ import annotations

from collections.abc import Sequence

from .interval import Ranged, interval
from .ir.program import Action, Const, Element, Expr, Op, Program

__all__ = [
    "always_asked", "always_succeeds", "inside", "is_true", "may_fault", "surely_reached",
]


def is_true(expr: Expr) -> bool:
    """Whether ``expr`` is a constant that is true."""
    return isinstance(expr, Const) and expr.value != 0


def inside(index: Expr, size: int, variables: Sequence[Ranged]) -> bool:
    """Whether ``index`` is certainly in ``0 .. size-1``."""
    low, high = interval(index, variables)
    return low >= 0 and high < size


def may_fault(expr: Expr, variables: Sequence[Ranged]) -> bool:
    """Whether evaluating ``expr`` can hit an index that is out of range."""
    match expr:
        case Element(_, size, index):
            return not inside(index, size, variables) or may_fault(index, variables)
        case Op(_, operands):
            return any(may_fault(operand, variables) for operand in operands)
    return False


def always_succeeds(program: Program, action: Action) -> bool:
    """Whether trying ``action`` certainly leads to a successor, or to nothing: not even its guard
    can end the run."""
    variables = program.variables
    if any(may_fault(conjunct, variables) for conjunct in action.guard):
        return False
    for check in action.checks:
        if program.properties[check.property].fatal and not is_true(check.condition):
            return False
        if may_fault(check.premise, variables) or may_fault(check.condition, variables):
            return False
    for update in action.updates:
        size = 1 if update.index is None else update.size
        if update.index is not None and (
            may_fault(update.index, variables) or not inside(update.index, size, variables)
        ):
            return False
        if may_fault(update.value, variables):
            return False
        least, most = interval(update.value, variables)
        targets = variables[update.variable : update.variable + size]
        if len({(v.low, v.high) for v in targets}) != 1:
            return False
        if least < targets[0].low or most > targets[0].high:
            return False
    return True


def always_asked(action: Action) -> frozenset[int]:
    """The properties of which ``action`` has a check whose premise is simply true."""
    return frozenset(check.property for check in action.checks if is_true(check.premise))


def surely_reached(program: Program, action: Action) -> frozenset[int]:
    """The properties a premise of which is true whenever ``action`` is taken, where that can be
    read off: no need to note it in the search, coverage tells."""
    return always_asked(action) if always_succeeds(program, action) else frozenset()
