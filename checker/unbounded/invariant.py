"""An inductive invariant of a Program whose counts are natural numbers without bound.

Every valuation of the finite variables that can be reached is kept as it is, with cells
(:mod:`.cells`) of the counters: abstract interpretation, the finite part exact (P. and R. Cousot,
POPL 1977).  It ends without widening: the answers are finitely many, a chain of affine spaces is
no longer than the number of counters.  What it finds is more than can be reached, never less.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ..ir.program import Program
from ..races import Races
from ..walk import arrays
from .cells import Answers, Cells
from .effects import Effect, Effects
from .forms import Atom, NotLinear
from .judgements import Judgement, Judgements
from .spaces import Rows

__all__ = ["Alarm", "Invariant", "TooLarge", "counters_of", "invariant"]

Values = tuple[int, ...]

MOST_ATOMS = 14
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


def counters_of(program: Program) -> tuple[int, ...]:
    """The variables that are natural numbers without bound.

    Raises NotLinear if one may be less.
    """
    found = tuple(k for k, v in enumerate(program.variables) if v.checked == "bound")
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

    Raises :class:`TooLarge` beyond ``most`` control states or ``seconds``,
    :class:`.forms.NotLinear`.
    """
    search = _Search(program, most, seconds, progress)
    while True:
        atoms = len(search.atoms)
        found = search.run()
        if found is not None:
            return found
        assert len(search.atoms) > atoms


class _Question(Exception):
    """A question is asked that the cells do not answer yet."""


class _Search:
    def __init__(
        self, program: Program, most: int, seconds: float | None,
        progress: Callable[[int], object] | None,
    ) -> None:
        self.program, self.most, self.limit, self.progress = program, most, seconds, progress
        self.started = time.perf_counter()
        self.counters = counters_of(program)
        self.atoms: dict[Atom, int] = {}
        unbounded = frozenset(self.counters)
        self.leaving: list[dict[int, list[tuple[int, Effects]]]] = [{} for _ in program.activities]
        for number, action in enumerate(program.actions):
            effects = Effects(program, action, unbounded)
            self.leaving[action.activity].setdefault(action.source, []).append((number, effects))
        self.places = [a.counter for a in program.activities]
        self.races: Races
        self._together: set[tuple[int, ...]]
        self.judgements = Judgements(program, unbounded)
        self.answered = 0
        self._numbered: dict[Effect | Judgement, tuple[tuple[int, bool], ...]] = {}

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
        todo: deque[tuple[Values, Answers]] = deque()
        groups = [p.variables for p in self.program.parameters]
        found.cells[start] = {}
        for answers, space in cells.initial(first, groups):
            found.cells[start][answers] = space
            todo.append((start, answers))
        waiting = set(todo)
        try:
            while todo:
                item = todo.popleft()
                waiting.discard(item)
                for key, answers, space in self._expand(found, cells, *item):
                    here = found.cells.setdefault(key, {})
                    known = here.get(answers)
                    if known is not None:
                        space = cells.spaces.join(known, space)
                        if space == known:
                            continue
                    here[answers] = space
                    if (key, answers) not in waiting:
                        waiting.add((key, answers))
                        todo.append((key, answers))
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
        self, found: Invariant, cells: Cells, values: Values, answers: Answers
    ) -> list[tuple[Values, Answers, Rows]]:
        """What comes after a cell; notes what it breaks."""
        cell = (answers, found.cells[values][answers])
        after: list[tuple[Values, Answers, Rows]] = []
        enabled: list[int] = []
        for leaving, place in zip(self.leaving, self.places, strict=True):
            for number, effects in leaving.get(values[place], ()):
                for effect in effects(values):
                    if any(answers[k] != yes for k, yes in self._when(effect)):
                        continue
                    enabled.append(number)
                    for prop in effect.broken:
                        found.alarms.setdefault(prop, Alarm(values, answers, number))
                    if not effect.goes_on:
                        continue
                    key = list(values)
                    for variable, value in effect.finite:
                        key[variable] = value
                    target = tuple(key)
                    after += [(target, *new) for new in cells.after(cell, effect.counted)]
        judged = self.judgements.of_states(values)
        if not enabled:
            judged += self.judgements.at_rest(values)
        for judgement in judged:
            if all(answers[k] == yes for k, yes in self._when(judgement)):
                for prop in judgement.broken:
                    found.alarms.setdefault(prop, Alarm(values, answers, None))
        self._race(found, Alarm(values, answers, None), tuple(enabled))
        return after

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

    def _when(self, what: Effect | Judgement) -> tuple[tuple[int, bool], ...]:
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
