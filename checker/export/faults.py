"""Where an expression cannot be evaluated, as a predicate that always can.

In a Program an index out of range is an event with a meaning: the run ends there
(:mod:`..evaluate`).  Other languages have no word for it, so exports say beforehand where it
would happen, and evaluate what may fail only where it does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..interval import interval
from ..ir.program import Const, Element, Expr, Op, Read, Variable

__all__ = ["FALSE", "TRUE", "all_of", "any_of", "fault", "negation", "truth", "within"]

TRUE, FALSE = Const(1), Const(0)

_OPPOSITE = {"==": "!=", "!=": "=="}


def all_of(*operands: Expr) -> Expr:
    """The conjunction, in order, without what is simply true."""
    kept: list[Expr] = []
    for operand in operands:
        if isinstance(operand, Const):
            if operand.value:
                continue
            return FALSE
        kept += _parts("and", operand)
    return TRUE if not kept else kept[0] if len(kept) == 1 else Op("and", tuple(kept))


def any_of(*operands: Expr) -> Expr:
    """The disjunction, in order, without what is simply false."""
    kept: list[Expr] = []
    for operand in operands:
        if isinstance(operand, Const):
            if not operand.value:
                continue
            return TRUE
        kept += _parts("or", operand)
    return FALSE if not kept else kept[0] if len(kept) == 1 else Op("or", tuple(kept))


def _parts(name: str, expr: Expr) -> tuple[Expr, ...]:
    return expr.operands if isinstance(expr, Op) and expr.name == name else (expr,)


def negation(expr: Expr) -> Expr:
    """Not ``expr``, as people would write it."""
    match expr:
        case Const(value):
            return FALSE if value else TRUE
        case Op("not", (Op("and" | "or" | "not" | "==" | "!=" | "<" | "<=") as inner,)):
            return inner
        case Op("==" | "!=" as name, operands):
            return Op(_OPPOSITE[name], operands)
        case Op("<", (left, right)):
            return Op("<=", (right, left))
        case Op("<=", (left, right)):
            return Op("<", (right, left))
    return Op("not", (expr,))


def within(expr: Expr, low: int, high: int, variables: Sequence[Variable]) -> Expr:
    """``low <= expr <= high``, without the half that always holds."""
    least, most = interval(expr, variables)
    above = TRUE if low <= least else Op("<=", (Const(low), expr))
    return all_of(above, TRUE if most <= high else Op("<=", (expr, Const(high))))


def fault(expr: Expr, variables: Sequence[Variable]) -> Expr:
    """True exactly where evaluating ``expr`` meets an index out of range; never faults itself,
    as ``and`` and ``or`` stop early."""
    match expr:
        case Const() | Read():
            return FALSE
        case Element(_, size, index):
            outside = negation(within(index, 0, size - 1, variables))
            return any_of(fault(index, variables), outside)
        case Op("and" | "or" as name, operands):
            found: Expr = FALSE
            for operand in reversed(operands):
                goes_on = operand if name == "and" else negation(operand)
                if found != FALSE:
                    found = all_of(goes_on, found)
                found = any_of(fault(operand, variables), found)
            return found
        case Op("if", (condition, then, otherwise)):
            branches = fault(then, variables), fault(otherwise, variables)
            chosen = FALSE if branches == (FALSE, FALSE) else Op("if", (condition, *branches))
            return any_of(fault(condition, variables), chosen)
        case Op(_, operands):
            return any_of(*(fault(operand, variables) for operand in operands))


def truth(expr: Expr, variables: Sequence[Variable]) -> Expr:
    """A predicate that is true where ``expr`` is, wherever that can be evaluated: without the
    comparisons that ranges decide."""
    match expr:
        case Op("and", operands):
            return all_of(*(truth(operand, variables) for operand in operands))
        case Op("or", operands):
            return any_of(*(truth(operand, variables) for operand in operands))
        case Op("not", (operand,)):
            return negation(truth(operand, variables))
        case Op("==" | "!=" | "<" | "<=" as name, (left, right)):
            (a, b), (c, d) = interval(left, variables), interval(right, variables)
            always = {"==": a == b == c == d, "!=": b < c or d < a, "<": b < c, "<=": b <= c}
            never = {"==": b < c or d < a, "!=": a == b == c == d, "<": d <= a, "<=": d < a}
            return TRUE if always[name] else FALSE if never[name] else expr
    return expr
