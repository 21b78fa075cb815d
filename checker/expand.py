"""A run in merged steps as a run of single statements.

Merging statements (:mod:`.frontend.movers`) may not invent a run: what a merged Program does, the
Program of the same model with a step for each statement must be able to do, activity after
activity, through the same values of everything that is not local.  Here that run is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from .aims import of_the_graph
from .evaluate import evaluate, take
from .ir.program import Action, Program, Span
from .races import Races
from .trace import Step, Trace
from .witness import advance, invariants_in

__all__ = ["expanded"]

State = tuple[int, ...]
_MOST = 20_000
"""States on the way through one step, before it is given up."""


def expanded(merged: Program, trace: Trace, single: Program) -> int | None:
    """How many steps of ``single`` the shortest run has that does what ``trace`` does.

    ``trace`` is a run of ``merged``; both Programs are compiled from the same model, without its
    symmetries.  None: there is no such run, or none that breaks the same property at its end.
    Whether it breaks a property of the whole graph (:mod:`.aims`) is not asked.
    """
    return _Expansion(merged, trace, single).length()


@dataclass
class _Expansion:
    merged: Program
    trace: Trace
    single: Program
    _leaving: dict[tuple[int, int], list[Action]] = field(default_factory=dict)
    _race_matrix: tuple[np.ndarray, np.ndarray] | None = None

    def __post_init__(self) -> None:
        for action in self.single.actions:
            self._leaving.setdefault((action.activity, action.source), []).append(action)
        numbers = {v.name: k for k, v in enumerate(self.single.variables) if v.owner < 0}
        self._common = [
            (k, numbers[v.name]) for k, v in enumerate(self.merged.variables)
            if v.owner < 0 and v.name in numbers
        ]
        self._activities = {a.name: k for k, a in enumerate(self.single.activities)}

    def length(self) -> int | None:
        """Step by step: all states of ``single`` in which the run may be, and how far that is."""
        states: dict[State, int] = {self.single.initial: 0}
        steps = self.trace.steps
        broken: int | None = None
        for number, step in enumerate(steps):
            statements = frozenset(step.statements) | self._next_statements(number)
            activity = self._activities[step.activity]
            last = number == len(steps) - 1
            reached: dict[State, int] = {}
            for state, length, breaks in self._within(states, activity, statements, last):
                if breaks and (broken is None or length < broken):
                    broken = length
                if self._alike(state, step.values):
                    reached.setdefault(state, length)
            states = reached
        if broken is not None or not states:
            return broken
        return self._at_end(states)

    def _next_statements(self, number: int) -> frozenset[Span]:
        """Those of the activity's next step: the first may have been passed without effect."""
        steps = self.trace.steps
        for step in steps[number + 1:]:
            if step.activity == steps[number].activity:
                return frozenset(step.statements)
        return frozenset()

    def _within(
        self, begin: dict[State, int], activity: int, statements: frozenset[Span], last: bool
    ) -> Iterator[tuple[State, int, bool]]:
        """Every state that the activity reaches with these statements and others that change
        nothing but locals, the number of steps to it, and whether a step before it breaks the
        property, which is only asked at the ``last``."""
        prop = self.trace.property
        counter = self.single.activities[activity].counter
        seen = dict(begin)
        todo = [(state, length, False) for state, length in begin.items()]
        while todo and len(seen) <= _MOST:
            later = []
            for state, length, breaks in sorted(todo, key=lambda found: found[1]):
                yield state, length, breaks
                for action in self._leaving.get((activity, state[counter]), ()):
                    step = self._advance(state, action, last)
                    if step is None:
                        continue
                    after, broken = step
                    # What does nothing to others is not always shown with the step it precedes.
                    if not statements.issuperset(action.statements) and not (
                        self._alike_single(after, state)
                    ):
                        continue
                    if prop in broken:
                        yield after, length + 1, True
                    if after not in seen:
                        seen[after] = length + 1
                        later.append((after, length + 1, False))
            todo = later

    def _advance(
        self, state: State, action: Action, look: bool
    ) -> tuple[State, tuple[str, ...]] | None:
        if look:
            step: Step | None = advance(self.single, state, action)
            return None if step is None else (step.values, step.broken)
        outcome = take(self.single, action, state)
        return None if outcome is None or outcome.values is None else (outcome.values, ())

    def _alike(self, state: State, values: State) -> bool:
        return all(state[mine] == values[theirs] for theirs, mine in self._common)

    def _at_end(self, states: dict[State, int]) -> int | None:
        """The shortest way on to a state that breaks a property of states, if it is one.

        What is passed without effect, or begins the merged step that races, is still ahead.
        """
        prop = self.trace.property
        if of_the_graph(self.single, prop):
            return min(states.values())
        racing = self._racing()
        self._race_matrix = Races(self.single).matrix() if racing else None
        everybody = range(len(self.single.activities))
        seen, todo = dict(states), list(states.items())
        while todo and len(seen) <= _MOST:
            later = []
            for state, length in sorted(todo, key=lambda found: found[1]):
                if self._shows(prop, state):
                    return length
                for after in self._moves(state, racing or everybody):
                    silent = racing or self._alike_single(after, state)
                    if silent and after not in seen:
                        seen[after] = length + 1
                        later.append((after, length + 1))
            todo = later
        return None

    def _racing(self) -> frozenset[int]:
        """The activities, by their numbers in ``single``, that race at the end of the trace."""
        program, trace = self.merged, self.trace
        last = trace.steps[-1].values if trace.steps else trace.initial
        enabled = [n for n, a in enumerate(program.actions) if take(program, a, last) is not None]
        found: set[int] = set()
        for race in Races(program).among(enabled):
            rule = None if race.property is None else program.properties[race.property].id
            if rule == trace.property:
                for number in (race.first, race.second):
                    name = program.activities[program.actions[number].activity].name
                    found.add(self._activities[name])
        return frozenset(found)

    def _shows(self, prop: str, state: State) -> bool:
        enabled = [n for n, a in enumerate(self.single.actions)
                   if take(self.single, a, state) is not None]
        if prop == "deadlock":
            return not enabled and not evaluate(self.single.final, state)
        if self._race_matrix is not None:
            classes, rivals = self._race_matrix
            return any(rivals[classes[a], classes[b]] for a, b in combinations(enabled, 2))
        return prop in invariants_in(self.single, state)

    def _moves(self, state: State, activities: Iterable[int]) -> Iterator[State]:
        for activity in activities:
            at = state[self.single.activities[activity].counter]
            for action in self._leaving.get((activity, at), ()):
                outcome = take(self.single, action, state)
                if outcome is not None and outcome.values is not None:
                    yield outcome.values

    def _alike_single(self, one: State, other: State) -> bool:
        return all(one[k] == other[k] for _, k in self._common)
