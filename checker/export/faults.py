"""Where an expression cannot be evaluated, as a predicate that always can.

In a Program an index out of range is an event with a meaning: the run ends there
(:mod:`..evaluate`).  Other languages have no word for it, so exports say beforehand where it
would happen, and evaluate what may fail only where it does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..interval import interval
from ..ir.program import Const, Element, Expr, Op, Read, Variable
from ..simplify import FALSE, TRUE, make, opposite

__all__ = ["fault", "truth", "within"]

def within(expr: Expr, low: int, high: int, variables: Sequence[Variable]) -> Expr:
    """``low <= expr <= high``, without the half that always holds."""
    least, most = interval(expr, variables)
    above = TRUE if low <= least else Op("<=", (Const(low), expr))
    return make("and", above, TRUE if most <= high else Op("<=", (expr, Const(high))))


def fault(expr: Expr, variables: Sequence[Variable]) -> Expr:
    """True exactly where evaluating ``expr`` meets an index out of range; never faults itself,
    as ``and`` and ``or`` stop early."""
    match expr:
        case Const() | Read():
            return FALSE
        case Element(_, size, index):
            outside = opposite(within(index, 0, size - 1, variables))
            return make("or", fault(index, variables), outside)
        case Op("and" | "or" as name, operands):
            found: Expr = FALSE
            for operand in reversed(operands):
                goes_on = operand if name == "and" else opposite(operand)
                if found != FALSE:
                    found = make("and", goes_on, found)
                found = make("or", fault(operand, variables), found)
            return found
        case Op("if", (condition, then, otherwise)):
            branches = fault(then, variables), fault(otherwise, variables)
            chosen = FALSE if branches == (FALSE, FALSE) else Op("if", (condition, *branches))
            return make("or", fault(condition, variables), chosen)
        case Op(_, operands):
            return make("or", *(fault(operand, variables) for operand in operands))


def truth(expr: Expr, variables: Sequence[Variable]) -> Expr:
    """A predicate that is true where ``expr`` is, wherever that can be evaluated: without the
    comparisons that ranges decide."""
    match expr:
        case Op("and", operands):
            return make("and", *(truth(operand, variables) for operand in operands))
        case Op("or", operands):
            return make("or", *(truth(operand, variables) for operand in operands))
        case Op("not", (operand,)):
            return opposite(truth(operand, variables))
        case Op("==" | "!=" | "<" | "<=" as name, (left, right)):
            (a, b), (c, d) = interval(left, variables), interval(right, variables)
            always = {"==": a == b == c == d, "!=": b < c or d < a, "<": b < c, "<=": b <= c}
            never = {"==": b < c or d < a, "!=": a == b == c == d, "<": d <= a, "<=": d < a}
            return TRUE if always[name] else FALSE if never[name] else expr
    return expr
