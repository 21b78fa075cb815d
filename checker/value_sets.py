"""What an expression can be where each variable has one of a set of values: sets, at most."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from .ir.program import Const, Element, Expr, Op, Read
from .walk import Reads

__all__ = ["ValueSets", "Values"]

Values = frozenset[int] | None
"""The values something can have; None if they are too many to be listed."""

_MANY = 32
_TRUTHS: Values = frozenset({0, 1})


class _Here(NamedTuple):
    """Smaller ``sets`` of some variables, and what is ``known`` of expressions that read these."""

    sets: Mapping[int, Values]
    known: dict[int, Values]


class ValueSets:
    """A set for each variable, at first with the ``initial`` value only (None: any); sets only
    grow.  Who asks keeps the expressions: they are known by their identity."""

    def __init__(self, initial: Iterable[int | None]) -> None:
        self.sets: list[Values] = [
            None if value is None else frozenset({int(value)}) for value in initial
        ]
        self.reads = Reads()
        self._cache: dict[int, Values] = {}
        self._cached: list[set[int]] = [set() for _ in self.sets]

    def add(self, variable: int, values: Values) -> bool:
        """Whether the variable was not known to have all of these."""
        known = self.sets[variable]
        if known is None:
            return False
        if values is not None:
            values = known | values
            if values == known:
                return False
        self.sets[variable] = None if values is None or len(values) > _MANY else values
        for expr in self._cached[variable]:
            self._cache.pop(expr, None)
        self._cached[variable].clear()
        return True

    def of(self, expr: Expr, here: Mapping[int, Values] | None = None) -> Values:
        """The values of ``expr``; ``here`` are sets of variables that are smaller."""
        return self._of(expr, None if not here else _Here(here, {}))

    def _of(self, expr: Expr, here: _Here | None) -> Values:
        if isinstance(expr, Const):
            return frozenset({int(expr.value)})
        if isinstance(expr, Read):
            if here is not None and expr.variable in here.sets:
                return here.sets[expr.variable]
            return self.sets[expr.variable]
        key = id(expr)
        if here is not None and not self.reads(expr).isdisjoint(here.sets):
            if key not in here.known:
                here.known[key] = self._computed(expr, here)
            return here.known[key]
        if key not in self._cache:
            self._cache[key] = self._computed(expr, None)
            for variable in self.reads(expr):
                self._cached[variable].add(key)
        return self._cache[key]

    def _computed(self, expr: Expr, here: _Here | None) -> Values:
        if isinstance(expr, Element):
            places = self._of(expr.index, here)
            offsets = range(expr.size) if places is None else places
            sets = [
                self._of(Read(expr.base + x), here) for x in offsets if 0 <= x < expr.size
            ]
            return _union(sets)
        assert isinstance(expr, Op)
        name, operands = expr.name, expr.operands
        if name == "if":
            truth = self._of(operands[0], here)
            ways = operands[1:] if truth is None else [
                operands[1 if way else 2] for way in {bool(x) for x in truth}
            ]
            return _union([self._of(way, here) for way in ways])
        if name in ("and", "or"):
            return self._joined(operands, here, name == "or")
        return _applied(name, [self._of(operand, here) for operand in operands])

    def _joined(self, operands: Iterable[Expr], here: _Here | None, decides: bool) -> Values:
        """``and``, ``or`` of any number of truths; each stops at the first that ``decides``."""
        may_decide = False
        for operand in operands:
            truths = self._of(operand, here)
            if truths is None:
                may_decide = True
                continue
            true, false = any(truths), not all(truths)
            decided, open_ = (true, false) if decides else (false, true)
            if decided:
                may_decide = True
                if not open_:
                    return frozenset({int(decides)})
        return _TRUTHS if may_decide else frozenset({int(not decides)})


def _union(sets: Sequence[Values]) -> Values:
    found: set[int] = set()
    for values in sets:
        if values is None:
            return None
        found |= values
    return frozenset(found) if len(found) <= _MANY else None


def _applied(name: str, values: Sequence[Values]) -> Values:
    if name == "not":
        (one,) = values
        return _TRUTHS if one is None else frozenset(int(not x) for x in one)
    left, right = values
    if left is None or right is None:
        return _TRUTHS if name in ("==", "!=", "<", "<=") else None
    apply = _OPERATORS[name]
    found = frozenset(int(apply(a, b)) for a, b in product(left, right))
    return found if len(found) <= _MANY else None


_OPERATORS: Mapping[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
