"""Expressions with their obvious simplifications: constants folded, neutral parts dropped."""

from __future__ import annotations

from .ir.program import Const, Element, Expr, Op, Read
from .walk import Reads

__all__ = [
    "FALSE", "TRUE", "Substitution", "make", "negate", "opposite", "select", "substitute",
    "too_deep",
]

TRUE, FALSE = Const(1), Const(0)


def make(name: str, *operands: Expr) -> Expr:
    """``Op(name, operands)``, simplified; the value is the same in every state."""
    match name:
        case "and" | "or":
            return _junction(name, operands)
        case "not":
            return negate(operands[0])
        case "if":
            condition, then, other = operands
            if isinstance(condition, Const):
                return then if condition.value else other
            if then == other:
                return then
            if then == TRUE and other == FALSE and _truth(condition):
                return condition
            if then == FALSE and other == TRUE:
                return negate(condition)
            return Op(name, operands)
    left, right = operands
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(_fold(name, left.value, right.value))
    if left == right and name in ("==", "<="):
        return TRUE
    if left == right and name in ("!=", "<"):
        return FALSE
    if name in ("+", "-") and right == Const(0):
        return left
    if name == "+" and left == Const(0):
        return right
    if name in ("+", "*") and isinstance(left, Const):
        left, right = right, left
        operands = (left, right)
    if name == "+" and isinstance(right, Const) and isinstance(left, Op) and (
        left.name == "+" and isinstance(left.operands[1], Const)
    ):
        return make("+", left.operands[0], Const(left.operands[1].value + right.value))
    if name in ("==", "!=") and isinstance(right, Const) and isinstance(left, Op) and (
        left.name in ("+", "-") and isinstance(left.operands[1], Const)
    ):
        by = left.operands[1].value
        return make(name, left.operands[0], Const(right.value + (by if left.name == "-" else -by)))
    if name in ("==", "!=") and isinstance(right, Const) and isinstance(left, Op) and (
        left.name == "if"
    ):
        c, a, b = left.operands
        if isinstance(a, Const) or isinstance(b, Const):
            return make("if", c, make(name, a, right), make(name, b, right))
    return Op(name, operands)


def _truth(expr: Expr) -> bool:
    return isinstance(expr, Op) and expr.name in ("and", "or", "not", "==", "!=", "<", "<=")


def _fold(name: str, a: int, b: int) -> int:
    match name:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "==":
            return int(a == b)
        case "!=":
            return int(a != b)
        case "<":
            return int(a < b)
        case "<=":
            return int(a <= b)
    raise ValueError(name)


def _junction(name: str, operands: tuple[Expr, ...]) -> Expr:
    neutral, absorbing = (TRUE, FALSE) if name == "and" else (FALSE, TRUE)
    flat: dict[Expr, None] = {}
    for operand in operands:
        parts: tuple[Expr, ...] = (operand,)
        if isinstance(operand, Op) and operand.name == name:
            parts = operand.operands
        for part in parts:
            if isinstance(part, Const):
                if bool(part.value) == bool(absorbing.value):
                    return absorbing
            else:
                flat[part] = None
    if not flat:
        return neutral
    return next(iter(flat)) if len(flat) == 1 else Op(name, tuple(flat))


def negate(expr: Expr) -> Expr:
    """The truth value opposite to ``expr``, with "not" pushed as far inwards as it will go."""
    match expr:
        case Op("not", (operand,)):
            return operand
        case Op("and", operands):
            return make("or", *map(negate, operands))
        case Op("or", operands):
            return make("and", *map(negate, operands))
    return opposite(expr)


def opposite(expr: Expr) -> Expr:
    """The truth value opposite to ``expr``, which stays in one piece, as people would write it."""
    match expr:
        case Const(value):
            return FALSE if value else TRUE
        case Op("not", (inner,)) if _truth(inner):
            return inner
        case Op("==", operands):
            return Op("!=", operands)
        case Op("!=", operands):
            return Op("==", operands)
        case Op("<", (left, right)):
            return make("<=", right, left)
        case Op("<=", (left, right)):
            return make("<", right, left)
    return Op("not", (expr,))


def select(values: list[Expr], index: Expr) -> Expr:
    """``values[index]`` for an index known to be in range."""
    if isinstance(index, Const):
        return values[index.value] if 0 <= index.value < len(values) else values[0]
    result = values[-1]
    for k in range(len(values) - 2, -1, -1):
        result = make("if", make("==", index, Const(k)), values[k], result)
    return result


def substitute(expr: Expr, known: dict[int, Expr]) -> Expr:
    """``expr`` with variables replaced by expressions, simplified."""
    match expr:
        case Const():
            return expr
        case Read(variable):
            return known.get(variable, expr)
        case Element(base, size, index):
            index = substitute(index, known)
            if isinstance(index, Const) and 0 <= index.value < size:
                return known.get(base + index.value, Read(base + index.value))
            if any(base + k in known for k in range(size)):
                values = [known.get(base + k, Read(base + k)) for k in range(size)]
                return select(values, index)
            return Element(base, size, index)
        case Op(name, operands):
            return make(name, *(substitute(o, known) for o in operands))


class Substitution:
    """:func:`substitute` for many expressions that have parts in common: each part is looked at
    once, and what reads nothing that is ``known`` stays as it is."""

    def __init__(self, known: dict[int, Expr], reads: Reads) -> None:
        self._known, self._names, self._reads = known, frozenset(known), reads
        # By identity: ``reads`` keeps what it was asked about.
        self._found: dict[int, Expr] = {}

    def __call__(self, expr: Expr) -> Expr:
        """``expr`` with what is known put in."""
        found = self._found.get(id(expr))
        if found is None:
            if self._reads(expr).isdisjoint(self._names):
                found = expr
            elif isinstance(expr, Op):
                found = make(expr.name, *map(self, expr.operands))
            else:
                found = substitute(expr, self._known)
            self._found[id(expr)] = found
        return found


def too_deep(expr: Expr, limit: int) -> bool:
    """Whether operands are nested more than ``limit`` deep."""
    level: list[Expr] = [expr]
    for _ in range(limit):
        below: dict[int, Expr] = {}
        for part in level:
            operands = part.operands if isinstance(part, Op) else (
                (part.index,) if isinstance(part, Element) else ())
            below.update((id(operand), operand) for operand in operands)
        if not below:
            return False
        level = list(below.values())
    return True
