"""An inductive invariant of a Program whose counts are natural numbers without bound.

Every valuation of the finite variables that can be reached is kept as it is, with cells
(:mod:`.cells`) of the counters: abstract interpretation, the finite part exact (P. and R. Cousot,
POPL 1977).  It ends without widening: the answers are finitely many, a chain of affine spaces is
no longer than the number of counters.  What it finds is more than can be reached, never less.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from ..ir.program import Program
from ..races import Races
from ..walk import arrays
from .cells import Answers, Cells
from .effects import Effect, Effects, projection
from .forms import Atom, NotLinear
from .judgements import Judgement, Judgements
from .spaces import Rows

__all__ = ["Alarm", "Invariant", "TooLarge", "counters_of", "invariant"]

Values = tuple[int, ...]
When = tuple[tuple[int, bool], ...]
"""Questions, by number, and their answers."""

MOST_ATOMS = 28
"""Questions about counts, all of which every cell answers: more take too long."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A property that a state of the invariant breaks, or action ``action`` from it."""

    values: Values
    answers: Answers
    action: int | None


@dataclass
class Invariant:
    """What holds in every state: the finite variables are one of the keys of ``cells``, and the
    counters in one of its cells (their places in a key are 0).

    ``alarms`` are properties some of these states break: not proved.  ``racing`` are the variables
    for which two actions race, or do not commute, in some of them.  ``seconds`` it took.
    """

    program: Program
    counters: tuple[int, ...]
    atoms: tuple[Atom, ...]
    cells: dict[Values, dict[Answers, Rows]] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)
    racing: set[str] = field(default_factory=set)
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """How many cells there are."""
        return sum(map(len, self.cells.values()))


class TooLarge(Exception):
    """A limit was reached."""


def counters_of(program: Program, finite: Set[int] = frozenset()) -> tuple[int, ...]:
    """The variables that are natural numbers without bound; all but those that are ``finite``.

    Raises NotLinear if one may be less.
    """
    found = tuple(
        k for k, v in enumerate(program.variables) if v.checked == "bound" and k not in finite
    )
    for k in found:
        if program.variables[k].low != 0:
            raise NotLinear(f"{program.variables[k].name} is no natural number")
    for base, size in arrays(program):
        if len({base + k in found for k in range(size)}) > 1:
            raise NotLinear(f"only some of {program.variables[base].name} are counts")
    return found


def invariant(
    program: Program, *, most: int = 3_000_000, seconds: float | None = None,
    progress: Callable[[int], object] | None = None,
) -> Invariant:
    """The invariant of ``program``.

    A counter of the model that is used as no linear form can be is finite in it: up to where
    explicit search counts, beyond which the property ``bound`` is broken.

    Raises :class:`TooLarge` beyond ``most`` control states or ``seconds``,
    :class:`.forms.NotLinear`.
    """
    finite: frozenset[int] = frozenset()
    search = _Search(program, finite, most, seconds, progress)
    while True:
        atoms = len(search.atoms)
        try:
            found = search.run()
        except NotLinear as limit:
            more = _with_arrays(program, limit.counters)
            if not more - finite or more & {v for p in program.parameters for v in p.variables}:
                raise
            finite |= more
            search = _Search(program, finite, most, seconds, progress)
            continue
        if found is not None:
            return found
        assert len(search.atoms) > atoms


def _with_arrays(program: Program, variables: frozenset[int]) -> frozenset[int]:
    """The variables, and those of all arrays they are in."""
    found = set(variables)
    for base, size in arrays(program):
        mine = range(base, base + size)
        if found.intersection(mine):
            found.update(mine)
    return frozenset(found)


class _Place:
    """Where an activity is, and the effects of the actions that lead on from there."""

    def __init__(self, actions: Sequence[tuple[int, Effects]]) -> None:
        self.actions = actions
        reads = frozenset[int]().union(*(effects.reads for _, effects in actions))
        self.project = projection(tuple(sorted(reads)))
        self._cache: dict[Values, tuple[tuple[int, Effect], ...]] = {}

    def __call__(self, values: Values) -> tuple[tuple[int, Effect], ...]:
        key = self.project(values)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = tuple(
                (number, effect) for number, effects in self.actions for effect in effects(values)
            )
        return found


class _Question(Exception):
    """A question is asked that the cells do not answer yet."""


class _Search:
    def __init__(
        self, program: Program, finite: frozenset[int], most: int, seconds: float | None,
        progress: Callable[[int], object] | None,
    ) -> None:
        self.program, self.most, self.limit, self.progress = program, most, seconds, progress
        self.started = time.perf_counter()
        self.counters = counters_of(program, finite)
        self.atoms: dict[Atom, int] = {}
        unbounded = frozenset(self.counters)
        leaving: dict[tuple[int, int], list[tuple[int, Effects]]] = {}
        for number, action in enumerate(program.actions):
            effects = Effects(program, action, unbounded)
            leaving.setdefault((action.activity, action.source), []).append((number, effects))
        self.leaving: list[dict[int, _Place]] = [{} for _ in program.activities]
        for (activity, source), actions in leaving.items():
            self.leaving[activity][source] = _Place(actions)
        self.places = [a.counter for a in program.activities]
        self.races: Races
        self._together: set[tuple[int, ...]]
        self.judgements = Judgements(program, unbounded)
        self.answered = 0
        self._numbered: dict[Effect | Judgement, When] = {}

    def run(self) -> Invariant | None:
        """Everything with the questions known so far; None if there are more."""
        found = Invariant(self.program, self.counters, tuple(self.atoms))
        self.answered = len(self.atoms)
        if self.answered > MOST_ATOMS:
            raise TooLarge(f"{self.answered} questions are asked about counts")
        self.races, self._together = Races(self.program), set()
        cells = Cells(self.counters, found.atoms)
        values = [v.initial for v in self.program.variables]
        first = dict(enumerate(values))
        for k in self.counters:
            values[k] = 0
        start = tuple(values)
        groups = [p.variables for p in self.program.parameters]
        found.cells[start] = dict(cells.initial(first, groups))
        # Which cells of which control states have grown since they were looked at.
        grown: dict[Values, dict[Answers, None]] = {start: dict.fromkeys(found.cells[start])}
        todo = deque(grown)
        try:
            while todo:
                at = todo.popleft()
                new = self._expand(found, cells, at, grown.pop(at))
                for key, answered, space in new:
                    here = found.cells.setdefault(key, {})
                    known = here.get(answered)
                    if known is not None:
                        space = cells.spaces.join(known, space)
                        if space == known:
                            continue
                    here[answered] = space
                    if key not in grown:
                        grown[key] = {}
                        todo.append(key)
                    grown[key][answered] = None
                self._mind(found)
        except _Question:
            return None
        found.seconds = time.perf_counter() - self.started
        return found

    def _mind(self, found: Invariant) -> None:
        if len(found.cells) > self.most:
            raise TooLarge(f"more than {self.most:,} control states")
        spent = time.perf_counter() - self.started
        if self.limit is not None and spent > self.limit:
            raise TooLarge(f"{len(found.cells):,} control states in {spent:.0f} s")
        if self.progress is not None:
            self.progress(len(found.cells))

    def _expand(
        self, found: Invariant, cells: Cells, values: Values, grown: Iterable[Answers]
    ) -> list[tuple[Values, Answers, Rows]]:
        """What comes after these cells of a control state; notes what they break."""
        here = found.cells[values]
        leaving = self._leaving(values)
        judged = [(self._when(j), j) for j in self.judgements.of_states(values)]
        after: list[tuple[Values, Answers, Rows]] = []
        for answers in grown:
            cell, enabled, now = (answers, here[answers]), list[int](), judged
            for when, number, effect, target in leaving:
                if any(answers[k] != yes for k, yes in when):
                    continue
                enabled.append(number)
                for prop in effect.broken:
                    found.alarms.setdefault(prop, Alarm(values, answers, number))
                if effect.goes_on:
                    after += [(target, *new) for new in cells.after(cell, effect.counted)]
            if not enabled:
                now = judged + [(self._when(j), j) for j in self.judgements.at_rest(values)]
            for when, judgement in now:
                if all(answers[k] == yes for k, yes in when):
                    for prop in judgement.broken:
                        found.alarms.setdefault(prop, Alarm(values, answers, None))
            self._race(found, Alarm(values, answers, None), tuple(enabled))
        return after

    def _leaving(self, values: Values) -> list[tuple[When, int, Effect, Values]]:
        """The effects of the actions in a control state: when, of which action, what comes."""
        found = []
        for leaving, counter in zip(self.leaving, self.places, strict=True):
            place = leaving.get(values[counter])
            if place is None:
                continue
            for number, effect in place(values):
                key = list(values)
                for variable, value in effect.finite:
                    key[variable] = value
                found.append((self._when(effect), number, effect, tuple(key)))
        return found

    def _race(self, found: Invariant, here: Alarm, enabled: tuple[int, ...]) -> None:
        """Note what races among actions that are enabled together."""
        if not self.races.judged or enabled in self._together:
            return
        self._together.add(enabled)
        for race in self.races.among(enabled):
            found.racing |= {self.program.variables[v].name for v in race.variables}
            if race.property is not None:
                prop = self.program.properties[race.property].id
                found.alarms.setdefault(prop, here)

    def _when(self, what: Effect | Judgement) -> When:
        """The conditions by the numbers of the questions; begins again if one is new."""
        known = self._numbered.get(what)
        if known is None:
            known = tuple(
                (self.atoms.setdefault(atom, len(self.atoms)), yes) for atom, yes in what.when
            )
            self._numbered[what] = known
            if len(self.atoms) > self.answered:
                raise _Question
        return known
