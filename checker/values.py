"""Which values each variable can have, and which actions can never be taken: sets, at most.

A field of a state need not have room for what never comes, and what is never enabled need not be
compiled: an enumeration of which a scope uses three values, the callbacks of a party that does not
take part.  Found by collecting what the actions assign until nothing new comes; one set for each
variable, whatever the others are (P. Cousot and R. Cousot, "Abstract interpretation", POPL 1977).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from .certain import may_fault
from .interval import Ranged
from .ir.program import Action, Expr, Program, Update
from .simplify import FALSE
from .value_sets import Values, ValueSets
from .walk import arrays, classes

__all__ = ["Collected", "Step", "collected", "narrowed", "never_taken"]


class Step(Protocol):
    """An action, or what becomes one."""

    @property
    def source(self) -> int:
        """The location it leaves."""

    @property
    def target(self) -> int:
        """The location it leads to."""

    @property
    def guard(self) -> tuple[Expr, ...]:
        """When it is enabled."""

    @property
    def updates(self) -> tuple[Update, ...]:
        """What it assigns."""


def narrowed(program: Program) -> Program:
    """The Program with ranges of variables as small as is certain, and a guard that is false
    (:func:`never_taken`) on actions that are never enabled; all numbers stay.

    What can be found by one index, or belongs to interchangeable things, keeps one range.
    """
    found = collected(program)
    taken = [iter(taken) for taken in found.taken]
    possible = {n for n, action in enumerate(program.actions) if next(taken[action.activity])}
    limits = [
        (v.low, v.high) if values is None else (min(values), max(values))
        for v, values in zip(program.variables, found.sets, strict=True)
    ]
    for group in _alike(program):
        low, high = min(limits[v][0] for v in group), max(limits[v][1] for v in group)
        for v in group:
            limits[v] = low, high
    for symmetry in program.symmetries:
        for v in symmetry.references:
            limits[v] = program.variables[v].low, program.variables[v].high
    return replace(
        program,
        variables=tuple(
            replace(v, low=max(low, v.low), high=min(high, v.high))
            for v, (low, high) in zip(program.variables, limits, strict=True)
        ),
        actions=tuple(
            action if number in possible else replace(action, guard=(FALSE,))
            for number, action in enumerate(program.actions)
        ),
    )  # fmt: skip


def collected(program: Program) -> Collected:
    """The sets of the variables of ``program``, and which actions of each activity, in their
    order, can perhaps be taken."""
    steps: list[list[Action]] = [[] for _ in program.activities]
    for action in program.actions:
        steps[action.activity].append(action)
    counters = [activity.counter for activity in program.activities]
    starts = [program.variables[c].initial for c in counters]
    return Collected(
        program.variables, [v.initial for v in program.variables],
        list(zip(starts, steps, strict=True)), counters,
    )  # fmt: skip


def never_taken(action: Action) -> bool:
    """Whether it was found that ``action`` is never enabled."""
    return action.guard == (FALSE,)


def _alike(program: Program) -> list[list[int]]:
    """Groups of variables that must have the same range."""
    groups: list[Iterable[int]] = [range(base, base + size) for base, size in arrays(program)]
    for symmetry in program.symmetries:
        groups += zip(*symmetry.members, strict=True)
    return [c for c in classes(len(program.variables), groups) if len(c) > 1]


class Collected:
    """What is found of variables with these ``ranges`` and ``initial`` values: their ``sets``.

    An ``initial`` None is any.  ``activities`` are the location each begins at and its steps;
    ``taken`` says of each step whether it can perhaps be taken.  ``counters`` are their program
    counters, if these are variables.
    """

    def __init__(
        self, ranges: Sequence[Ranged], initial: Iterable[int | None],
        activities: Sequence[tuple[int, Sequence[Step]]], counters: Sequence[int] = (),
    ) -> None:
        self.ranges = ranges
        self.values = ValueSets(initial)
        self._faults: dict[int, bool] = {}
        self._truths: dict[tuple[int, int], bool] = {}
        self.taken = [[False] * len(steps) for _, steps in activities]
        self._collect(activities, counters)

    @property
    def sets(self) -> list[Values]:
        """The set of each variable."""
        return self.values.sets

    def _collect(
        self, activities: Sequence[tuple[int, Sequence[Step]]], counters: Sequence[int]
    ) -> None:
        leaving: list[dict[int, list[tuple[int, int]]]] = []
        for number, (_, steps) in enumerate(activities):
            places: dict[int, list[tuple[int, int]]] = {}
            for position, step in enumerate(steps):
                places.setdefault(step.source, []).append((number, position))
            leaving.append(places)
        interested: list[set[tuple[int, int]]] = [set() for _ in self.values.sets]
        seen = [{start} for start, _ in activities]
        todo = deque(
            key for (start, _), places in zip(activities, leaving, strict=True)
            for key in places.get(start, ())
        )
        waiting, known = set(todo), set[tuple[int, int]]()
        while todo:
            key = todo.popleft()
            waiting.discard(key)
            number, position = key
            step = activities[number][1][position]
            if key not in known:
                known.add(key)
                for variable in self._touched(step):
                    interested[variable].add(key)
            grown = self._take(step)
            if grown is None:
                continue
            self.taken[number][position] = True
            again: list[tuple[int, int]] = []
            if step.target not in seen[number]:
                seen[number].add(step.target)
                again += leaving[number].get(step.target, ())
                if counters and self._add(counters[number], frozenset({step.target})):
                    grown.append(counters[number])
            for variable in grown:
                again += interested[variable]
            for other in again:
                if other not in waiting:
                    waiting.add(other)
                    todo.append(other)

    def _touched(self, step: Step) -> frozenset[int]:
        exprs = [*step.guard]
        for update in step.updates:
            exprs.append(update.value)
            if update.index is not None:
                exprs.append(update.index)
        return frozenset().union(*map(self.values.reads, exprs))

    def _take(self, step: Step) -> list[int] | None:
        """Add what ``step`` assigns; the variables of which more values are known now, None if it
        is not enabled."""
        here: dict[int, Values] = {}
        for conjunct in step.guard:
            if self._may_fault(conjunct):
                break  # then the run ends, whatever comes after it
            reads = self.values.reads(conjunct)
            if len(reads) != 1:
                values = self.values.of(conjunct)
                if values is not None and not any(values):
                    return None
                continue
            (variable,) = reads
            values = here.get(variable, self.values.sets[variable])
            if values is not None:
                left = frozenset(x for x in values if self._true(conjunct, variable, x))
                if not left:
                    return None
                here[variable] = left
        grown = []
        for update in step.updates:
            if self._full(update):
                continue
            values = self.values.of(update.value, here or None)
            for variable in self._targets(update.variable, update.index, update.size, here):
                if self._add(variable, values):
                    grown.append(variable)
        return grown

    def _full(self, update: Update) -> bool:
        """Whether what is assigned is known to have all values it has room for."""
        count = 1 if update.index is None else update.size
        for variable in range(update.variable, update.variable + count):
            values, room = self.values.sets[variable], self.ranges[variable]
            if values is not None and len(values) <= room.high - room.low:
                return False
        return True

    def _may_fault(self, conjunct: Expr) -> bool:
        known = self._faults.get(id(conjunct))
        if known is None:
            known = self._faults[id(conjunct)] = may_fault(conjunct, self.ranges)
        return known

    def _true(self, conjunct: Expr, variable: int, value: int) -> bool:
        """Whether a conjunct that reads this variable only can be true if it has this value."""
        key = id(conjunct), value
        known = self._truths.get(key)
        if known is None:
            found = self.values.of(conjunct, {variable: frozenset({value})})
            known = self._truths[key] = found is None or any(found)
        return known

    def _targets(
        self, base: int, index: Expr | None, size: int, here: dict[int, Values]
    ) -> Sequence[int]:
        if index is None:
            return (base,)
        places = self.values.of(index, here)
        offsets = range(size) if places is None else [x for x in places if 0 <= x < size]
        return [base + x for x in offsets]

    def _add(self, variable: int, values: Values) -> bool:
        limits = self.ranges[variable]
        if values is not None:  # what is outside is a fault, not a value
            values = frozenset(x for x in values if limits.low <= x <= limits.high)
        return self.values.add(variable, values)
