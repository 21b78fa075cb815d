"""Expressions with their obvious simplifications: constants folded, neutral parts dropped."""

from __future__ import annotations

from ..ir.program import Const, Element, Expr, Op, Read

__all__ = ["FALSE", "TRUE", "make", "negate", "select", "substitute", "too_deep", "variables"]

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
    if name == "+" and isinstance(right, Const) and isinstance(left, Op) and (
        left.name == "+" and isinstance(left.operands[1], Const)
    ):
        return make("+", left.operands[0], Const(left.operands[1].value + right.value))
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
    flat: list[Expr] = []
    for operand in operands:
        parts: tuple[Expr, ...] = (operand,)
        if isinstance(operand, Op) and operand.name == name:
            parts = operand.operands
        for part in parts:
            if isinstance(part, Const):
                if bool(part.value) == bool(absorbing.value):
                    return absorbing
            elif part not in flat:
                flat.append(part)
    if not flat:
        return neutral
    return flat[0] if len(flat) == 1 else Op(name, tuple(flat))


def negate(expr: Expr) -> Expr:
    """The truth value opposite to ``expr``."""
    if isinstance(expr, Const):
        return FALSE if expr.value else TRUE
    if isinstance(expr, Op):
        match expr.name:
            case "not":
                return expr.operands[0]
            case "==":
                return Op("!=", expr.operands)
            case "!=":
                return Op("==", expr.operands)
            case "<":
                return make("<=", expr.operands[1], expr.operands[0])
            case "<=":
                return make("<", expr.operands[1], expr.operands[0])
            case "and" | "or":
                other = "or" if expr.name == "and" else "and"
                return make(other, *(negate(o) for o in expr.operands))
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


def variables(expr: Expr) -> set[int]:
    """The variables an expression may read."""
    found: set[int] = set()
    todo = [expr]
    while todo:
        match todo.pop():
            case Read(variable):
                found.add(variable)
            case Element(base, size, index):
                found.update(range(base, base + size))
                todo.append(index)
            case Op(_, operands):
                todo.extend(operands)
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
