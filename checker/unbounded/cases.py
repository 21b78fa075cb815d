"""Finite numbers as the values they may have, each with when: terms of nothing but truth values.

Every solver reads them, and reasons well about them; bit vectors beside integers are slow in z3
and slower in cvc5.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence

import z3

from ..interval import NO_END, Range
from ..ir.program import Const, Element, Expr, Op, Program, Read, Variable
from ..smt.logic import FALSE, TRUE, conjunction, disjunction, negation
from ..smt.terms import Terms
from ..smt.types import Term
from .forms import NotLinear

__all__ = ["CaseTerms", "Cases", "state_of"]

MANY = 4_096
"""The most values a number may have on the way."""


class Cases:
    """A number that has one of these values, each where its term is true, which exclude one
    another."""

    # Equality is a term, not a bool: none of these can be a key.
    __hash__ = None  # type: ignore[assignment]  # never a key

    def __init__(self, values: Mapping[int, Term]) -> None:
        self.values = {value: when for value, when in values.items() if when is not FALSE}
        if len(self.values) > MANY:
            raise NotLinear(f"a number has {len(self.values):,} values on the way")

    def when(self, value: int) -> Term:
        """That it has a value."""
        return self.values.get(value, FALSE)

    def integer(self) -> Term:
        """The same as an integer term."""
        (last, _), *others = reversed(self.values.items())
        found = z3.IntVal(last)
        for value, when in others:
            found = z3.If(when, z3.IntVal(value), found)
        return found

    def otherwise(self, condition: Term, other: Cases) -> Cases:
        """This number where a condition is true, else the other."""
        if condition is TRUE or condition is FALSE:
            return self if condition is TRUE else other
        not_so = negation(condition)
        return Cases({
            value: disjunction([conjunction([condition, self.when(value)]),
                                conjunction([not_so, other.when(value)])])
            for value in dict.fromkeys([*self.values, *other.values])
        })  # fmt: skip

    def _with(self, other: int | Cases, function: Callable[[int, int], int]) -> Cases:
        if len(self.values) * len(_values(other)) > MANY:
            raise NotLinear("numbers with too many values are computed with")
        found: dict[int, list[Term]] = {}
        for a, here in self.values.items():
            for b, there in _values(other).items():
                found.setdefault(function(a, b), []).append(conjunction([here, there]))
        return Cases({value: disjunction(whens) for value, whens in found.items()})

    def _so(self, other: int | Cases, function: Callable[[int, int], bool]) -> Term:
        return disjunction(
            conjunction([here, there])
            for a, here in self.values.items() for b, there in _values(other).items()
            if function(a, b)
        )

    def __add__(self, other: int | Cases) -> Cases:
        return self._with(other, operator.add)

    def __sub__(self, other: int | Cases) -> Cases:
        return self._with(other, operator.sub)

    def __mul__(self, other: int | Cases) -> Cases:
        return self._with(other, operator.mul)

    def __rmul__(self, other: int) -> Cases:
        return self * other

    # As with z3's own terms, a comparison is a term, not the bool that object promises.
    def __eq__(self, other: int | Cases) -> Term:  # type: ignore[override]  # a term
        return self.when(other) if isinstance(other, int) else self._so(other, operator.eq)

    def __ne__(self, other: int | Cases) -> Term:  # type: ignore[override]  # a term
        return self._so(other, operator.ne)

    def __lt__(self, other: int | Cases) -> Term:
        return self._so(other, operator.lt)

    def __le__(self, other: int | Cases) -> Term:
        return self._so(other, operator.le)

    def __gt__(self, other: int | Cases) -> Term:
        return self._so(other, operator.gt)

    def __ge__(self, other: int | Cases) -> Term:
        return self._so(other, operator.ge)


def _values(number: int | Cases) -> Mapping[int, Term]:
    return {number: TRUE} if isinstance(number, int) else number.values


def state_of(name: str, variable: Variable) -> Cases:
    """A variable of the state: as many truth values as its range needs bits."""
    if variable.high - variable.low >= MANY:
        raise NotLinear(f"{variable.name} has too many values")
    width = (variable.high - variable.low).bit_length()
    own = [z3.Bool(f"{name}.{k}") for k in range(width)]
    not_own = list(map(negation, own))
    return Cases({
        variable.low + code: conjunction(
            own[k] if code >> k & 1 else not_own[k] for k in range(width)
        )
        for code in range(variable.high - variable.low + 1)
    })


class CaseTerms(Terms):
    """Terms over a state of :class:`Cases`, and of integer terms for the ``counters``."""

    def __init__(
        self, program: Program, state: Sequence[Term | Cases], counters: frozenset[int]
    ) -> None:
        super().__init__(program, state, 0)
        self.counters = counters
        self.ranges = [
            Range(0, NO_END) if k in counters else v for k, v in enumerate(program.variables)
        ]

    def constant(self, value: int) -> Term:
        """A number."""
        return Cases({value: TRUE})

    def choice(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """One of two numbers."""
        if isinstance(then, Cases) and isinstance(otherwise, Cases):
            return then.otherwise(condition, otherwise)
        if isinstance(then, Cases) or isinstance(otherwise, Cases):
            raise NotLinear("a count and a finite number stand for one another")
        return super().choice(condition, then, otherwise)

    def alike(self, left: Expr, right: Expr) -> tuple[Term, Term]:
        """Two values, as integer terms if one of them is."""
        if self._unbounded(left) or self._unbounded(right):
            return self._integer(left), self._integer(right)
        return super().alike(left, right)

    def _unbounded(self, expr: Expr) -> bool:
        match expr:
            case Read(variable):
                return variable in self.counters
            case Element(base, size, _):
                return any(base + k in self.counters for k in range(size))
            case Op("if", (_, then, otherwise)):
                return self._unbounded(then) or self._unbounded(otherwise)
            case Op("+" | "-" | "*", operands):
                return any(map(self._unbounded, operands))
        return False

    def _integer(self, expr: Expr) -> Term:
        if isinstance(expr, Const):
            return z3.IntVal(expr.value)
        number = self.number(expr)
        return number if self._unbounded(expr) else number.integer()

    def stored(self, variable: int, expr: Expr) -> Term:
        """The value as the variable stores it."""
        return self._integer(expr) if variable in self.counters else self.number(expr)
