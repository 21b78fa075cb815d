"""All expressions of a Program, one after the other, and what is in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .ir.program import Element, Expr, Op, Program, Read

__all__ = [
    "Indexed", "Reads", "arrays", "classes", "expressions", "parts", "reads_of", "subexpressions",
]

T = TypeVar("T")


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
    for goal in program.goals:
        yield goal.condition
    yield program.final


def arrays(program: Program) -> Iterator[tuple[int, int]]:
    """What is found by an index: (first variable, how many), repeatedly."""
    for action in program.actions:
        for update in action.updates:
            if update.index is not None:
                yield update.variable, update.size
    for part in parts(expressions(program)):
        if isinstance(part, Element):
            yield part.base, part.size


def classes(size: int, groups: Iterable[Iterable[int]]) -> list[list[int]]:
    """``0 .. size-1`` in the finest classes that keep each group together, each class and all of
    them in order."""
    parent = list(range(size))

    def find(v: int) -> int:
        while parent[v] != v:
            v = parent[v]
        return v

    for group in groups:
        first, *others = group
        for v in others:
            a, b = find(first), find(v)
            parent[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for v in range(size):
        found.setdefault(find(v), []).append(v)
    return list(found.values())


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


def parts(exprs: Iterable[Expr]) -> Iterator[Expr]:
    """The expressions and everything in them, each object once: they have many in common."""
    seen = dict[int, Expr]()
    pending = list(exprs)
    while pending:
        found = pending.pop()
        if id(found) in seen:
            continue
        seen[id(found)] = found  # kept, so that no other comes to have its identity
        yield found
        if isinstance(found, Element):
            pending.append(found.index)
        elif isinstance(found, Op):
            pending.extend(found.operands)


def reads_of(expr: Expr) -> frozenset[int]:
    """The variables (their indices) that ``expr`` may read."""
    if isinstance(expr, Read):
        return frozenset((expr.variable,))
    found: set[int] = set()
    for part in subexpressions(expr):
        if isinstance(part, Read):
            found.add(part.variable)
        elif isinstance(part, Element):
            found.update(range(part.base, part.base + part.size))
    return frozenset(found)


class _Once(ABC, Generic[T]):
    """What is found once for each expression.  They are known by their identity, and kept, so
    that no other comes to have it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Expr, T]] = {}

    def __call__(self, expr: Expr) -> T:
        """What there is of ``expr``."""
        known = self._known.get(id(expr))
        if known is None:
            known = self._known[id(expr)] = expr, self._found(expr)
        return known[1]

    @abstractmethod
    def _found(self, expr: Expr) -> T: ...


class Reads(_Once[frozenset[int]]):
    """The variables that an expression may read, as :func:`reads_of` finds them."""

    def _found(self, expr: Expr) -> frozenset[int]:
        if isinstance(expr, Op):
            return frozenset().union(*map(self, expr.operands))
        if isinstance(expr, Element):
            return self(expr.index).union(range(expr.base, expr.base + expr.size))
        return reads_of(expr)


class Indexed(_Once[bool]):
    """Whether something in an expression is found by an index."""

    def _found(self, expr: Expr) -> bool:
        if isinstance(expr, Op):
            return any(map(self, expr.operands))
        return isinstance(expr, Element)
