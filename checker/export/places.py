"""How the state vector of a Program is declared: arrays, points of control, plain variables.

Variables that an :class:`~..ir.program.Element` or an indexed update reaches become an array.  A
program counter that only its activity's own steps move is not a variable at all but the point of
control of a process; one that is written like a variable (nothing the front end makes, but a
Program may) stays one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import UsageError
from ..interval import interval
from ..ir.program import Element, Expr, Program, Variable
from ..walk import reads_of, subexpressions
from .steps import Hurdle, Step, judgements, steps

__all__ = ["Array", "Places", "expressions"]

_INT = 1 << 31
"""Both languages compute with 32 bits."""


@dataclass(frozen=True, slots=True)
class Array:
    """The variables ``base .. base + size - 1``."""

    base: int
    size: int


@dataclass
class Places:
    """A Program as it will be declared: its steps, its invariants, what holds which variable.

    ``array_of[v]`` is there if variable ``v`` is an element; ``controlled`` are the activities
    whose counter is a point of control; ``read`` the counters that expressions read all the same.
    """

    program: Program
    steps: tuple[Step, ...] = ()
    judged: tuple[Hurdle, ...] = ()
    array_of: dict[int, Array] = field(default_factory=dict)
    controlled: frozenset[int] = frozenset()
    read: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        program = self.program
        self.steps, self.judged = tuple(steps(program)), judgements(program)
        self.array_of = _arrays(self)
        counters = [a.counter for a in program.activities]
        written = {v for s in self.steps for u in s.action.updates
                   for v in range(u.variable, u.variable + u.size)}
        self.controlled = frozenset(
            number for number, counter in enumerate(counters)
            if counters.count(counter) == 1 and counter not in written
            and counter not in self.array_of
        )
        read = {v for expr in expressions(self) for v in reads_of(expr)}
        self.read = frozenset(c for c in counters if c in read)
        _require_small(self)

    @property
    def counters(self) -> frozenset[int]:
        """The counters that are points of control."""
        return frozenset(self.program.activities[a].counter for a in self.controlled)

    def locations(self, activity: int) -> list[int]:
        """The locations an activity may be at, the initial one first."""
        counter = self.program.activities[activity].counter
        ends = {p for s in self.steps if s.action.activity == activity
                for p in (s.action.source, s.action.target)}
        initial = self.program.variables[counter].initial
        return [initial, *sorted(ends - {initial})]

    def location(self, activity: int, place: int) -> str:
        """What people call a location."""
        names = self.program.activities[activity].locations
        return names[place] if 0 <= place < len(names) else str(place)

    def cells(self) -> Iterator[tuple[int, Variable | Array]]:
        """What there is to declare, in order: variables and arrays with their first index."""
        for number, variable in enumerate(self.program.variables):
            array = self.array_of.get(number)
            if array is None:
                yield number, variable
            elif array.base == number:
                yield number, array


def expressions(places: Places) -> Iterator[Expr]:
    """Every expression of the Program that an export writes down."""
    for step in places.steps:
        yield from step.guard
        for hurdle in step.hurdles:
            yield from (hurdle.premise, hurdle.condition)
        for update in step.updates:
            yield update.value
            if update.index is not None:
                yield update.index
    for judged in places.judged:
        yield from (judged.premise, judged.condition)
    yield places.program.final


def _parts(places: Places) -> Iterator[Expr]:
    """Those expressions and everything in them."""
    return (part for expr in expressions(places) for part in subexpressions(expr))


def _arrays(places: Places) -> dict[int, Array]:
    """Ranges that overlap become one array."""
    ranges = {(e.base, e.base + e.size) for e in _parts(places)
              if isinstance(e, Element)}
    ranges |= {(u.variable, u.variable + u.size) for s in places.steps for u in s.updates
               if u.index is not None}
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return {v: Array(start, stop - start) for start, stop in joined for v in range(start, stop)}


def _require_small(places: Places) -> None:
    """Numbers must fit in 32 bits, on the way to a result as well."""
    for variable in places.program.variables:
        if not (variable.low >= -_INT and variable.high < _INT):
            raise UsageError(
                f"{places.program.name} cannot be exported: {variable.name} does not fit in 32"
                f" bits ({variable.low} .. {variable.high})"
            )
    for expr in set(_parts(places)):
        least, most = interval(expr, places.program.variables)
        if not (least >= -_INT and most < _INT):
            raise UsageError(
                f"{places.program.name} cannot be exported: an expression in it may become"
                f" {most if most >= _INT else least}, and numbers there have 32 bits"
            )
