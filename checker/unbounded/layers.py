"""The search for an inductive invariant, by layers.

Every valuation of the finite variables that can be reached is kept as it is, with cells
(:mod:`.cells`) of the counters: abstract interpretation, the finite part exact (P. and R. Cousot,
POPL 1977).  It ends without widening: the answers are finitely many, a chain of affine spaces is
no longer than the number of counters.  What it finds is more than can be reached, never less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Set
from functools import partial
from itertools import chain, repeat

import numpy as np

from ..ir.program import Program
from ..races import Races
from ..walk import arrays
from .arrays import Numbers, distinct, spread
from .cells import Assigned, Cells
from .conditions import Conditions, Judged
from .control import Control
from .forms import Atom, NotLinear
from .growing import Growing
from .invariant import Alarm, Invariant, Leaf
from .judgements import Judgements
from .limits import MOST_APART, MOST_ATOMS, MOST_CELLS, TooLarge

__all__ = ["counters_of", "invariant", "searched"]

SHARE = 2
"""This part of the most cells is the most control states of the first invariant, where each has
one cell: told apart, what has more would have too many."""

SOME, ENOUGH = 100, 50_000
"""So many cells of each layer are followed, and in all, to see what is asked about counts."""


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
    program: Program, *, most: int = MOST_CELLS, seconds: float | None = None,
    progress: Callable[[int], object] | None = None, stop: Set[str] = frozenset(),
    expected: Set[str] = frozenset(), exposed: Set[str] = frozenset(),
) -> Invariant:
    """The invariant of ``program``; the search ends where one of ``stop`` may be broken.

    First each control state has one cell, which is mostly enough.  If that does not exclude races
    for variables that are not ``exposed``, or that something is broken that is not ``expected`` to
    be, cells are told apart by their answers; if those are too many, the first one is what is
    known.

    A counter of the model that is used as no linear form can be is finite in it: up to where
    explicit search counts, beyond which the property ``bound`` is broken.

    Raises :class:`TooLarge` beyond ``most`` cells, a :data:`SHARE` of it of control states, or
    ``seconds``, and :class:`.forms.NotLinear`.
    """
    started = time.perf_counter()

    def mind(states: int, cells: int, most: int = most, what: str = "cells") -> None:
        spent = time.perf_counter() - started
        if cells > most:
            raise TooLarge(f"more than {most:,} {what}")
        if seconds is not None and spent > seconds:
            raise TooLarge(f"{states:,} control states in {spent:.0f} s")
        if progress is not None:
            progress(states)

    few = partial(mind, most=most // SHARE, what="control states")
    found = searched(program, few, stop, apart=False)
    racing = found.racing - exposed
    if racing or not found.alarms.keys() <= expected:
        try:
            found = searched(program, mind, stop, apart=True)
        except TooLarge:
            if racing or found.stopped:
                raise
    found.seconds = time.perf_counter() - started
    return found


def searched(
    program: Program, mind: Callable[[int, int], None], stop: Set[str], *, apart: bool
) -> Invariant:
    """The invariant with cells that are told ``apart`` or not; ``mind`` is told how many control
    states and cells there are, now and then, and may raise :class:`TooLarge`."""
    finite: frozenset[int] = frozenset()
    while True:
        try:
            return _Search(program, finite, mind, stop, apart=apart).run()
        except NotLinear as limit:
            more = _with_arrays(program, limit.counters)
            if not more - finite or more & {v for p in program.parameters for v in p.variables}:
                raise
            finite |= more


def _with_arrays(program: Program, variables: frozenset[int]) -> frozenset[int]:
    """The variables, and those of all arrays they are in."""
    found = set(variables)
    for base, size in arrays(program):
        mine = range(base, base + size)
        if found.intersection(mine):
            found.update(mine)
    return frozenset(found)


class _Search:
    """Everything that can be reached: all cells that have grown are looked at together.

    Cells have numbers; in ``reached`` a cell of a control state is found by the number of the
    state and, if they are told ``apart``, as bits, its answers.
    """

    def __init__(
        self, program: Program, finite: frozenset[int], mind: Callable[[int, int], None],
        stop: Set[str], *, apart: bool,
    ) -> None:
        self.program, self.mind, self.stop, self.apart = program, mind, stop, apart
        self.counters = counters_of(program, finite)
        unbounded = frozenset(self.counters)
        self.control = Control(program, unbounded)
        self.atoms: dict[Atom, int] = {}
        most = MOST_APART if apart else MOST_ATOMS
        self.conditions = Conditions(self.atoms, most)
        self.assigned: dict[Assigned, int] = {}
        watched = Races(program).watched
        # Of each kind of transition: whether it goes on, whether it breaks something, what it
        # assigns, and a random number for its action if that may race, else 0.
        self.goes_on, self.breaks = Growing(np.bool_), Growing(np.bool_)
        self.assigns, self.racer = Growing(np.int64), Growing(np.uint64)
        self.weights = np.random.default_rng(0).integers(
            1, 2**64, len(program.actions), np.uint64, endpoint=False
        ) * np.array(watched, np.uint64)
        judgements = Judgements(program, unbounded)
        self.of_states = Judged(*judgements.of_states, self.atoms, most)
        self.at_rest = Judged(*judgements.at_rest, self.atoms, most)

    def run(self) -> Invariant:
        """The invariant; begins again with each question that is new.

        First only some cells of each layer are followed: most questions turn up there.
        """
        some = True
        while True:
            asked = len(self.atoms)
            found = self._round(some)
            if found is not None:
                return found
            some = some and len(self.atoms) > asked

    def _round(self, some: bool) -> Invariant | None:
        """Everything with the questions known so far; None if there are more, or if not everything
        was looked at, but ``some``."""
        asked = len(self.atoms)
        found = Invariant(self.program, self.counters, tuple(self.atoms))
        self.races, self.together = Races(self.program), set[int]()
        self.cells = Cells(self.counters, found.atoms, apart=self.apart)
        self.reached = dict[int, int]()
        initial = self.cells.initial(
            dict(enumerate(v.initial for v in self.program.variables)),
            [p.variables for p in self.program.parameters],
        )
        states, cells = self._join(np.zeros(len(initial), np.int64), np.array(initial))
        chance, left_out = np.random.default_rng(0), False
        while len(states) and not self.stop & found.alarms.keys():
            if some and len(states) > SOME:
                chosen, left_out = chance.choice(len(states), SOME, replace=False), True
                states, cells = states[chosen], cells[chosen]
            if left_out and len(self.reached) > ENOUGH:
                return None
            self.control.expand()
            self._learn()
            if len(self.atoms) > asked:
                return None
            states, cells = self._join(*self._after(found, states, cells))
            if len(self.atoms) > asked:
                return None
            self.mind(len(self.control), len(self.reached))
        if left_out:
            return None
        found.stopped = bool(len(states))
        self._collect(found)
        return found

    def _learn(self) -> None:
        """Note what is new about kinds of transitions."""
        new = self.control.kinds[len(self.conditions) :]
        self.conditions.learn([effect for _, effect in new])
        self.goes_on.append(np.array([effect.goes_on for _, effect in new], np.bool_))
        self.breaks.append(np.array([bool(effect.broken) for _, effect in new], np.bool_))
        self.assigns.append(np.array(
            [self.assigned.setdefault(e.counted, len(self.assigned)) for _, e in new], np.int64
        ))  # fmt: skip
        self.racer.append(self.weights[[number for number, _ in new]])

    def _join(self, states: Numbers, cells: Numbers) -> tuple[Numbers, Numbers]:
        """Add cells of states to what is reached; those that have grown."""
        both = distinct(states << 32 | cells)
        states, cells = both >> 32, both & 0xFFFF_FFFF
        keys = states << MOST_APART
        if self.apart:
            keys |= self.cells.answers(cells)
        reached = self.reached
        known = np.fromiter(map(reached.get, keys.tolist(), repeat(-1)), np.int64, len(keys))
        more = known != cells
        keys, cells, known = keys[more], cells[more], known[more]
        _, place, often = np.unique(keys, return_inverse=True, return_counts=True)
        one = often[place] == 1  # One cell to join with what is reached, if anything: most.
        new = one & (known < 0)
        cells[one & ~new] = self._joined(known[one & ~new], cells[one & ~new])
        grown = one & (cells != known)
        reached.update(zip(keys[grown].tolist(), cells[grown].tolist(), strict=True))
        others = dict[int, int]()
        for key, cell in zip(keys[~one].tolist(), cells[~one].tolist(), strict=True):
            before = reached.get(key)
            if before is not None and before != cell:
                cell = self.cells.join(before, cell)
            if before != cell:
                reached[key] = others[key] = cell
        number = len(others)
        return (
            np.append(keys[grown], np.fromiter(others, np.int64, number)) >> MOST_APART,
            np.append(cells[grown], np.fromiter(others.values(), np.int64, number)),
        )

    def _joined(self, some: Numbers, others: Numbers) -> Numbers:
        """Cells joined with others."""
        pairs, which = np.unique(some << 32 | others, return_inverse=True)
        joined = [self.cells.join(pair >> 32, pair & 0xFFFF_FFFF) for pair in pairs.tolist()]
        return np.array(joined, np.int64)[which]

    def _after(self, found: Invariant, states: Numbers, cells: Numbers) -> tuple[Numbers, Numbers]:
        """States and cells that come after these; notes what they break."""
        control = self.control
        at, transition = spread(states, control.starts.values, control.sizes.values)
        kind = control.kind[transition]
        met, where, always = self.conditions.met(kind, cells[at], self.cells)
        at, transition, kind = at[met], transition[met], kind[met]
        self._judge(found, states, cells, at, kind)
        self._judge_rest(found, states, cells, at, kind, always)
        self._race(found, states, cells, at, kind)
        on = self.goes_on[kind]
        at, transition, kind, where = at[on], transition[on], kind[on], where[on]
        new = np.flatnonzero(control.target[transition] < 0)
        every, first = np.unique(transition[new], return_index=True)
        control.lead(every, states[at[new[first]]])
        number = len(self.assigned)
        codes, which = np.unique(where * number + self.assigns[kind], return_inverse=True)
        forms = list(self.assigned)
        after = [self.cells.after(code // number, forms[code % number])
                 for code in codes.tolist()]
        sizes = np.fromiter(map(len, after), np.int64, len(after))
        flat = np.fromiter(chain.from_iterable(after), np.int64, int(sizes.sum()))
        owner, index = spread(which, np.cumsum(sizes) - sizes, sizes)
        return control.target[transition[owner]].astype(np.int64), flat[index]

    def _judge(
        self, found: Invariant, states: Numbers, cells: Numbers, at: Numbers, kind: Numbers
    ) -> None:
        """Note what steps break, and states."""
        breaking = np.flatnonzero(self.breaks[kind])
        kinds, first = np.unique(kind[breaking], return_index=True)
        for number, row in zip(kinds.tolist(), at[breaking[first]].tolist(), strict=True):
            action, effect = self.control.kinds[number]
            self._alarm(found, states[row], cells[row], effect.broken, action)
        judged = self.of_states(self.control.rows[states], cells, self.cells)
        for row, judgement in judged:
            self._alarm(found, states[row], cells[row], judgement.broken)

    def _judge_rest(
        self, found: Invariant, states: Numbers, cells: Numbers, at: Numbers, kind: Numbers,
        always: Numbers,
    ) -> None:
        """Note what states break in which nothing moves: wherever in their cells that may be."""
        moving, may_move = np.zeros(len(states), np.bool_), np.zeros(len(states), np.bool_)
        moving[at[always]] = may_move[at] = True
        rests = [np.flatnonzero(~may_move)]
        where = [cells[rests[0]]]
        conditions = dict[int, set[tuple[int, int]]]()
        unsure = ~moving[at]
        for row, number in zip(at[unsure].tolist(), kind[unsure].tolist(), strict=True):
            conditions.setdefault(row, set()).add(self.conditions[number])
        for row, whens in conditions.items():
            outside = self.cells.outside(int(cells[row]), sorted(whens))
            rests.append(np.full(len(outside), row))
            where.append(np.fromiter(outside, np.int64, len(outside)))
        rows, parts = np.concatenate(rests), np.concatenate(where)
        judged = self.at_rest(self.control.rows[states[rows]], parts, self.cells)
        for row, judgement in judged:
            self._alarm(found, states[rows[row]], parts[row], judgement.broken)

    def _alarm(
        self, found: Invariant, state: int, cell: int, broken: Iterable[str],
        action: int | None = None,
    ) -> None:
        """Note where these properties are broken, if that is not known."""
        for prop in broken:
            if prop not in found.alarms:
                found.alarms[prop] = Alarm(
                    self.control.values(state), self.cells.cell(cell)[0], action
                )

    def _race(
        self, found: Invariant, states: Numbers, cells: Numbers, at: Numbers, kind: Numbers
    ) -> None:
        """Note what races among actions that are enabled together: each set of them is looked at
        once.

        Sets are told apart by the sums of their actions' numbers.  That two sets have one sum is
        most unlikely, and no proof: the certificate asks about races again.
        """
        if not self.races.judged or not len(at):
            return
        begins = np.flatnonzero(np.diff(at, prepend=-1))
        ends = np.append(begins[1:], len(at))
        sums = np.add.reduceat(self.racer[kind], begins)
        every, first = np.unique(sums, return_index=True)
        for key, row in zip(every.tolist(), first.tolist(), strict=True):
            if key in self.together:
                continue
            self.together.add(key)
            kinds = kind[begins[row] : ends[row]].tolist()
            actions = {self.control.kinds[k][0] for k in kinds}
            for race in self.races.among([k for k in sorted(actions) if self.weights[k]]):
                found.racing |= {self.program.variables[v].name for v in race.variables}
                if race.property is not None:
                    prop = self.program.properties[race.property].id
                    state = at[begins[row]]
                    self._alarm(found, states[state], cells[state], [prop])

    def _collect(self, found: Invariant) -> None:
        """Put what is reached into the invariant."""
        keys = np.sort(np.fromiter(self.reached, np.int64, len(self.reached)))
        cells = np.fromiter(map(self.reached.__getitem__, keys.tolist()), np.int64, len(keys))
        states, begins = np.unique(keys >> MOST_APART, return_index=True)
        numbers = dict[tuple[int, ...], int]()
        parts, flat = [*begins.tolist(), len(keys)], cells.tolist()
        found.leaf = np.fromiter(
            (numbers.setdefault(tuple(flat[parts[k] : parts[k + 1]]), len(numbers))
             for k in range(len(states))),
            np.int64, len(states),
        )  # fmt: skip
        leaves: list[Leaf] = [dict(map(self.cells.cell, leaf)) for leaf in numbers]
        found.states, found.leaves = self.control.rows[states], leaves
