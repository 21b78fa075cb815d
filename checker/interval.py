"""The range an expression cannot leave, from the ranges of the variables it reads.

Used to omit range and index checks that cannot fail; it may only ever be too wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .errors import CheckerBug
from .ir.program import Const, Element, Expr, Op, Read

__all__ = ["NO_END", "Range", "Ranged", "interval"]

NO_END = 1 << 60
"""The end of a range that has none."""


class Ranged(Protocol):
    """Anything with a range: a variable, or a type."""

    @property
    def low(self) -> int:
        """The smallest value."""

    @property
    def high(self) -> int:
        """The largest value."""


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``."""

    low: int
    high: int


def interval(expr: Expr, variables: Sequence[Ranged]) -> tuple[int, int]:
    """The smallest and the largest value ``expr`` can have."""
    match expr:
        case Const(value):
            return value, value
        case Read(variable):
            return variables[variable].low, variables[variable].high
        case Element(base, size, _):
            elements = variables[base : base + size]
            return min(v.low for v in elements), max(v.high for v in elements)
        case Op("+", (left, right)):
            (a, b), (c, d) = interval(left, variables), interval(right, variables)
            return a + c, b + d
        case Op("-", (left, right)):
            (a, b), (c, d) = interval(left, variables), interval(right, variables)
            return a - d, b - c
        case Op("*", (left, right)):
            (a, b), (c, d) = interval(left, variables), interval(right, variables)
            products = (a * c, a * d, b * c, b * d)
            return min(products), max(products)
        case Op("if", (_, then, otherwise)):
            (a, b), (c, d) = interval(then, variables), interval(otherwise, variables)
            return min(a, c), max(b, d)
        case Op("==" | "!=" | "<" | "<=" | "and" | "or" | "not", _):
            return 0, 1
    raise CheckerBug(f"not an expression: {expr!r}")
