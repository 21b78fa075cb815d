"""Expressions where some variables are known and the others are natural numbers without bound:
linear forms over these, and questions about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..ir.program import Const, Element, Expr, Op, Read

__all__ = [
    "Atom", "Decided", "Evaluator", "Form", "NotLinear", "Number", "Undecided", "Wrong", "ways",
]


@dataclass(frozen=True, slots=True)
class Form:
    """``constant + sum of coefficient * variable``; ``terms`` are (variable, coefficient), none of
    them 0, by variable."""

    terms: tuple[tuple[int, int], ...]
    constant: int

    @property
    def variables(self) -> frozenset[int]:
        """The counters it depends on."""
        return frozenset(variable for variable, _ in self.terms)


Number = int | Form


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """The question whether a linear form is at least ``least``; its first coefficient is above
    zero, it has no constant, and no common divisor of the coefficients."""

    terms: tuple[tuple[int, int], ...]
    least: int


Decided = Mapping[Atom, bool]
T = TypeVar("T")


class Undecided(Exception):
    """An atom on which it depends has not been decided."""

    def __init__(self, atom: Atom) -> None:
        super().__init__(atom)
        self.atom = atom


class Wrong(Exception):
    """Evaluation goes wrong: an index out of range."""


class NotLinear(Exception):
    """The expression is none over linear forms; ``args[0]`` says why, ``counters`` which of them
    would have to be finite."""

    def __init__(self, reason: str, counters: frozenset[int] = frozenset()) -> None:
        super().__init__(reason)
        self.counters = counters


class Evaluator:
    """The values of expressions in states of which ``known`` has the finite variables; questions
    about the ``counters`` are answered by ``decided``, or raise :class:`Undecided`."""

    def __init__(
        self, counters: frozenset[int], known: Mapping[int, int], decided: Decided
    ) -> None:
        self.counters, self.known, self.decided = counters, known, decided

    def value(self, expr: Expr) -> Number:
        """A number, or a form if it depends on counters.  Raises NotLinear, Wrong, Undecided."""
        match expr:
            case Const(value):
                return value
            case Read(variable):
                if variable in self.counters:
                    return Form(((variable, 1),), 0)
                return self.known[variable]
            case Element(base, size, index):
                at = self.value(index)
                if isinstance(at, Form):
                    raise NotLinear("a counter is used as an index", at.variables)
                if not 0 <= at < size:
                    raise Wrong
                return self.value(Read(base + at))
        assert isinstance(expr, Op)
        return self._operation(expr)

    def truth(self, expr: Expr) -> bool:
        """The same for a truth value."""
        value = self.value(expr)
        if isinstance(value, Form):
            return not self._equal(value)
        return value != 0

    def _operation(self, expr: Op) -> Number:
        name, operands = expr.name, expr.operands
        match name:
            case "if":
                condition, then, otherwise = operands
                return self.value(then if self.truth(condition) else otherwise)
            case "and":
                return int(all(map(self.truth, operands)))
            case "or":
                return int(any(map(self.truth, operands)))
            case "not":
                return int(not self.truth(operands[0]))
        left, right = self.value(operands[0]), self.value(operands[1])
        match name:
            case "+":
                return _sum(left, right, 1)
            case "-":
                return _sum(left, right, -1)
            case "*":
                if isinstance(left, Form) and isinstance(right, Form):
                    raise NotLinear("counters are multiplied", left.variables)
                return _scaled(left, right) if isinstance(right, int) else _scaled(right, left)
            case "==":
                return int(self._equal(_sum(left, right, -1)))
            case "!=":
                return int(not self._equal(_sum(left, right, -1)))
            case "<":
                return int(self.at_least(_sum(right, left, -1), 1))
            case "<=":
                return int(self.at_least(_sum(right, left, -1), 0))
        raise NotLinear(f"operator {name}")

    def _equal(self, value: Number) -> bool:
        return self.at_least(value, 0) and not self.at_least(value, 1)

    def at_least(self, value: Number, least: int) -> bool:
        """Whether ``value >= least``.  Raises Undecided."""
        if isinstance(value, int):
            return value >= least
        terms, least = value.terms, least - value.constant
        positive = terms[0][1] > 0
        if not positive:
            terms, least = tuple((v, -c) for v, c in terms), 1 - least
        # f >= least; where the sign was changed: -f <= -least, which is not (-f >= 1 - least).
        if least <= 0 and all(c > 0 for _, c in terms):
            return positive
        if least == 1 and all(c > 0 for _, c in terms):
            # Fewer questions: of each number alone.
            return any(self._yes(Atom(((v, 1),), 1)) for v, _ in terms) == positive
        return self._yes(Atom(terms, least)) == positive

    def _yes(self, atom: Atom) -> bool:
        if atom not in self.decided:
            raise Undecided(atom)
        return self.decided[atom]


def _sum(left: Number, right: Number, sign: int) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return left + sign * right
    terms: dict[int, int] = {}
    constant = 0
    for value, factor in ((left, 1), (right, sign)):
        if isinstance(value, int):
            constant += factor * value
            continue
        constant += factor * value.constant
        for variable, coefficient in value.terms:
            terms[variable] = terms.get(variable, 0) + factor * coefficient
    return _form(terms, constant)


def _scaled(value: Number, factor: int | Form) -> Number:
    assert isinstance(factor, int)
    if isinstance(value, int):
        return value * factor
    return _form({v: c * factor for v, c in value.terms}, value.constant * factor)


def _form(terms: Mapping[int, int], constant: int) -> Number:
    kept = tuple((v, c) for v, c in sorted(terms.items()) if c)
    return Form(kept, constant) if kept else constant


def ways(
    run: Callable[[Evaluator], T], counters: frozenset[int], known: Mapping[int, int]
) -> Iterator[tuple[Decided, T]]:
    """Everything that ``run`` can come to, each with what has to be true of the counters."""
    stack: list[dict[Atom, bool]] = [{}]
    while stack:
        decided = stack.pop()
        try:
            yield decided, run(Evaluator(counters, known, decided))
        except Undecided as question:
            for truth in (True, False):
                more = {**decided, question.atom: truth}
                if _consistent(more, question.atom):
                    stack.append(more)


def _consistent(decided: Decided, new: Atom) -> bool:
    """Whether the answers about one form agree with one another."""
    same = [(a.least, truth) for a, truth in decided.items() if a.terms == new.terms]
    low = max((least for least, truth in same if truth), default=None)
    high = min((least for least, truth in same if not truth), default=None)
    return low is None or high is None or low < high
