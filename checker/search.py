"""Breadth-first search over the reachable states: the loop everything waits for.

States are numbered in the order they are found, so that state ``n`` is expanded before
``n + 1``; ``parent`` and ``via`` give the shortest way back to the initial state, and with
``keep_edges`` the whole graph is kept (successors of state ``n`` are
``targets[first[n]:first[n + 1]]``).  What is wrong in a step never stops the search, unless the
step has no successor; the first, hence shortest, violation of each property is kept.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import memory
from .aims import OPTIONAL, Judged
from .evaluate import Fault
from .interpreter import Interpreter, State
from .ir.program import Program
from .patience import Patience
from .progress import judged
from .races import Race, Races
from .result import NO_LIMITS, Limits
from .symmetry import Quotient

__all__ = ["Progress", "Search", "Violation"]

_LOOK = 256  # expansions between two looks at the clock and the memory


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: for progress displays; ``doing`` is what goes on instead of searching,
    if anything."""

    states: int
    transitions: int
    depth: int
    frontier: int
    seconds: float
    doing: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a property was broken first: in ``state``, or in taking ``action`` from it."""

    state: int
    action: int | None = None
    race: Race | None = None


class Search:
    """One search of ``program``; :meth:`run` does it, the attributes are what it found."""

    def __init__(
        self, program: Program, *, keep_edges: bool = False, quotient: Quotient | None = None
    ) -> None:
        self.program = program
        self.quotient = quotient
        self.interpreter = Interpreter(program)
        self.races = Races(program)
        self.race_list: list[Race] = []
        initial = self.interpreter.initial
        self.states: list[State] = [initial]
        self.index: dict[State | None, int] = {None: -1, initial: 0}
        self.parent = array("I", [0])
        self.via = array("I", [0])
        self.keep_edges = keep_edges
        self.first = array("Q")
        self.targets = array("I")
        self.taken = bytearray(len(program.actions))
        self.violations: dict[str, Violation] = {}
        self.transitions = 0
        self.expanded = 0
        self.depth = 0
        self.seconds = 0.0
        self.bounded: set[int] = set()
        self.ended_by: set[str] = set()
        self.cut = ""
        self.full = False  # the limit of states was reached

    def run(
        self,
        limits: Limits = NO_LIMITS,
        progress: Callable[[Progress], object] | None = None,
        stop_on: frozenset[str] = frozenset(),
    ) -> None:
        """Explore everything, or up to a limit; ``cut`` then says in a few words why."""
        started = time.perf_counter()
        try:
            self.cut = self._loop(limits, progress, stop_on, started)
        except KeyboardInterrupt:
            self.cut = "interrupted (Ctrl-C)"
        except MemoryError:
            self.index.clear()  # room to report in
            self.cut = "out of memory"
        self.seconds = time.perf_counter() - started

    engine = "interpreter"
    omission = 0.0

    @property
    def count(self) -> int:
        """How many states were found."""
        return len(self.states)

    @property
    def covered(self) -> Sequence[int]:
        """For each action, whether it was taken."""
        return self.taken if self.quotient is None else self.quotient.covered(self.taken)

    @property
    def reached(self) -> set[int]:
        """The properties (indices) a premise of which was true."""
        found = {p for p, hit in enumerate(self.interpreter.reached) if hit}
        for action, properties in self.interpreter.reached_by.items():
            if self.taken[action]:
                found |= properties
        return found

    def judged(self) -> Judged:
        """Which aims of the Program are out of reach, and from where."""
        return judged(self)

    def values(self, state: int) -> tuple[int, ...]:
        """The values of the variables in a state."""
        return tuple(self.interpreter.unpack(self.states[state]))

    def frontier(self) -> int:
        """How many states were found but not expanded."""
        return len(self.states) - self.expanded

    def path(self, state: int) -> list[int]:
        """The actions of the shortest run to ``state``."""
        chain = [state]
        while chain[-1]:
            chain.append(self.parent[chain[-1]])
        chain.reverse()
        if self.quotient is not None:
            values = [self.interpreter.unpack(self.states[number]) for number in chain]
            return self.quotient.run(values, self.quotient.canonical)
        return [self.via[number] for number in chain[1:]]

    def _representative(self, state: State | None) -> State | None:
        """The representative of the orbit of a state, which may be None."""
        if state in self.index:  # it is one
            return state
        assert self.quotient is not None and state is not None
        interpreter = self.interpreter
        return interpreter.pack(self.quotient.canonical(tuple(interpreter.unpack(state))))

    def _loop(
        self,
        limits: Limits,
        progress: Callable[[Progress], object] | None,
        stop_on: frozenset[str],
        started: float,
    ) -> str:
        # Everything used per transition is a local variable: this is the hot loop.
        states, index, covered = self.states, self.index, self.taken
        add_state, add_parent, add_via = states.append, self.parent.append, self.via.append
        expand = self.interpreter.expand
        quotient = self.quotient
        invariants = self.interpreter.invariants if self.program.invariants else None
        watched = self.races.watched if self.races.judged else None
        keep_edges, add_first = self.keep_edges, self.first.append
        optional = [OPTIONAL * action.optional for action in self.program.actions]
        add_target = self.targets.append
        most = limits.states if limits.states is not None else 1 << 62
        out: list[tuple[int, State | None]] = []
        bad: list[tuple[int, str, int]] = []
        broken: list[int] = []
        emit, report = out.append, bad.append
        patience = Patience(limits)
        self._judge_state(0, broken)
        number, level_end, reported = 0, 1, started
        transitions = 0
        count = 1
        while number < count:
            if number == level_end:
                reason = patience.over(self.violations, count)
                if reason:
                    self.transitions = transitions
                    return reason
                self.depth += 1
                level_end = count
            state = states[number]
            expand(state, emit, report)
            if quotient is not None:
                out[:] = [(action, self._representative(after)) for action, after in out]
            if keep_edges:
                add_first(len(self.targets))
            for action, successor in out:
                covered[action] = 1
                target = index.get(successor)
                if target is None:
                    if count == most:
                        self.transitions = transitions
                        self.full = True
                        return f"the limit of {most:,} states was reached"
                    add_parent(number)
                    add_via(action)
                    add_state(successor)  # type: ignore[arg-type]  # None is always known
                    index[successor] = target = count
                    count += 1
                    if invariants is not None:
                        self._judge_state(target, broken)
                if keep_edges and target >= 0:
                    add_target(target | optional[action])
            transitions += len(out)
            if bad:
                transitions -= self._judge_steps(number, bad)
                bad.clear()
            if watched is not None:
                hot = [action for action, _ in out if watched[action]]
                if len(hot) > 1:
                    self._judge_races(number, hot)
            if not out:
                self._judge_rest(number, state)
            out.clear()
            number += 1
            self.expanded = number
            if number < count and stop_on and stop_on <= self.violations.keys():
                self.transitions = transitions
                return "every property asked for is violated"
            if number % _LOOK == 0:
                self.transitions = transitions
                now = time.perf_counter()
                if limits.over(now - started):
                    return f"the limit of {limits.seconds:g} seconds was reached"
                if limits.memory is not None and self._memory() >= limits.memory:
                    return f"the limit of {limits.memory / 2**20:,.0f} MiB of memory was reached"
                if progress is not None and now - reported >= 0.2:
                    reported = now
                    waiting = count - number
                    progress(Progress(count, transitions, self.depth, waiting, now - started))
        self.transitions = transitions
        if keep_edges:
            add_first(len(self.targets))
        if progress is not None:
            seconds = time.perf_counter() - started
            progress(Progress(count, transitions, self.depth, 0, seconds))
        return ""

    def _memory(self) -> int:
        known = memory.resident()
        if known:
            return known
        width = self.interpreter.layout.size + 180
        return len(self.states) * width + len(self.targets) * 4

    def _violated(self, prop: str, violation: Violation) -> None:
        self.violations.setdefault(prop, violation)

    def _judge_state(self, number: int, broken: list[int]) -> None:
        """Check the invariants in a new state."""
        try:
            self.interpreter.invariants(self.states[number], broken.append)
        except Fault:
            self._violated("index", Violation(number))
        if broken:
            for prop in broken:
                self._violated(self.program.properties[prop].id, Violation(number))
            broken.clear()

    def _judge_steps(self, number: int, bad: list[tuple[int, str, int]]) -> int:
        """Record what was wrong in the steps from a state; how many of them had no successor."""
        ended = 0
        for action, kind, what in bad:
            judged = kind in ("check", "fatal")
            prop = self.program.properties[what].id if judged else kind
            if kind != "check":
                ended += 1
            if kind == "bound":
                self.bounded.add(what)
                continue
            if kind != "check":
                self.ended_by.add(prop)
            self._violated(prop, Violation(number, action))
        return ended

    def _judge_races(self, number: int, enabled: list[int]) -> None:
        for race in self.races.among(enabled):
            self.race_list.append(race)
            if race.property is not None:
                prop = self.program.properties[race.property].id
                self._violated(prop, Violation(number, race=race))

    def _judge_rest(self, number: int, state: State) -> None:
        """A state in which nothing is enabled must be one in which nothing need happen."""
        try:
            final = self.interpreter.final(state)
        except Fault:
            self._violated("index", Violation(number))
            return
        if not final:
            self._violated("deadlock", Violation(number))
