"""Is it possible at all?  The shortest run that passes through given situations, in order.

    reach(program, [Taken(message="MiniportPause"), in_state, Taken(activity="Sender")])

Used by scenario tests: the environment must be able to produce what the real one does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import memory
from .errors import UsageError
from .interpreter import Interpreter, State
from .ir.program import Action, Expr, Program, Read
from .result import NO_LIMITS, Limits
from .trace import Trace
from .witness import witness

__all__ = ["LimitReached", "Predicate", "Taken", "Valuation", "reach", "variable"]


class LimitReached(UsageError):
    """A reachability query found nothing before its limit: nobody knows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The situation that a step is taken; what is None does not matter.

    ``label`` and ``message`` are those of the action, ``activity`` is the name of the activity;
    ``where`` may ask anything else of the action.
    """

    label: str | None = None
    activity: str | None = None
    message: str | None = None
    where: Callable[[Action], bool] | None = None

    def actions(self, program: Program) -> frozenset[int]:
        """The actions this is about."""
        return frozenset(
            number for number, action in enumerate(program.actions)
            if self.label in (None, action.label)
            and self.message in (None, action.message)
            and self.activity in (None, program.activities[action.activity].name)
            and (self.where is None or self.where(action))
        )


class Valuation(Mapping[str, int]):
    """A state by names of variables; :meth:`show` gives a value as people read it."""

    def __init__(self, program: Program, values: Sequence[int], names: dict[str, int]) -> None:
        self._program = program
        self._values = values
        self._names = names

    def __getitem__(self, name: str) -> int:
        return self._values[self._names[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def show(self, name: str) -> str:
        """The printed form of the value of ``name``."""
        variable = self._program.variables[self._names[name]]
        offset = self[name] - variable.low
        labels = variable.labels
        return labels[offset] if 0 <= offset < len(labels) else str(self[name])


Predicate = Expr | Taken | Callable[[Valuation], bool]


def variable(program: Program, name: str) -> Read:
    """The variable called ``name``, to build predicates with."""
    for number, found in enumerate(program.variables):
        if found.name == name:
            return Read(number)
    raise UsageError(f"{program.name} has no variable {name!r}")


def reach(
    program: Program,
    predicate: Predicate | Sequence[Predicate],
    limits: Limits = NO_LIMITS,
    *,
    scope: str = "",
) -> Trace | None:
    """The shortest run that meets the predicates one after the other, None if there is none.

    A predicate over states may be met in the state in which the one before it was met; a step
    (:class:`Taken`) comes after it.  Raises :class:`LimitReached` if a limit was hit first.
    """
    goals = list(predicate) if isinstance(predicate, Sequence) else [predicate]
    return _Query(program, goals, limits, scope).run()


class _Query:
    """Breadth-first search of the product of the Program and "how many goals were met"."""

    def __init__(
        self, program: Program, goals: list[Predicate], limits: Limits, scope: str
    ) -> None:
        self.program = program
        self.limits = limits
        self.scope = scope
        self.interpreter = Interpreter(program)
        self.names = {v.name: n for n, v in enumerate(program.variables)}
        self.steps = [g.actions(program) if isinstance(g, Taken) else None for g in goals]
        self.tests = [None if isinstance(g, Taken) else self._test(g) for g in goals]
        self.bounded: set[int] = set()
        self.started = time.perf_counter()

    def run(self) -> Trace | None:
        """The search."""
        expand, goals = self.interpreter.expand, len(self.tests)
        initial = self.interpreter.initial
        nodes = [(initial, self._met(0, initial), -1, -1)]
        if nodes[0][1] == goals:
            return self._trace([])
        seen = {(initial, nodes[0][1])}
        out: list[tuple[int, State | None]] = []
        bad: list[tuple[int, str, int]] = []
        emit = out.append
        for number, (state, met, _, _) in enumerate(nodes):
            expand(state, emit, bad.append)
            self.bounded |= {what for _, kind, what in bad if kind == "bound"}
            bad.clear()
            for action, successor in out:
                now = met
                wanted = self.steps[met]
                if wanted is not None and action in wanted:
                    now += 1
                if successor is None:
                    if now == goals:
                        return self._trace([*self._path(nodes, number), action])
                    continue
                now = self._met(now, successor)
                if now == goals:
                    return self._trace([*self._path(nodes, number), action])
                if (successor, now) not in seen:
                    seen.add((successor, now))
                    nodes.append((successor, now, number, action))
            out.clear()
            self._look(len(nodes), number)
        if self.bounded:
            names = ", ".join(self.program.variables[v].name for v in sorted(self.bounded))
            raise LimitReached(f"not found within the bounds of {names}")
        return None

    def _met(self, met: int, state: State) -> int:
        """How many goals are met when ``state`` is entered with ``met`` of them met."""
        while met < len(self.tests):
            test = self.tests[met]
            if test is None or not test(state):
                break
            met += 1
        return met

    def _test(self, goal: Expr | Callable[[Valuation], bool]) -> Callable[[State], bool]:
        if isinstance(goal, Expr):
            return self.interpreter.compile_truth(goal)
        unpack = self.interpreter.unpack
        return lambda state: bool(goal(Valuation(self.program, unpack(state), self.names)))

    def _look(self, states: int, expanded: int) -> None:
        limits = self.limits
        if limits.states is not None and states > limits.states:
            raise LimitReached(f"not found among {limits.states:,} states")
        if expanded % 256:
            return
        if limits.seconds is not None and time.perf_counter() - self.started > limits.seconds:
            raise LimitReached(f"not found within {limits.seconds:g} seconds")
        if limits.memory is not None and memory.resident() > limits.memory:
            raise LimitReached(f"not found within {limits.memory / 2**20:,.0f} MiB of memory")

    @staticmethod
    def _path(nodes: list[tuple[State, int, int, int]], number: int) -> list[int]:
        actions = []
        while number > 0:
            _, _, parent, action = nodes[number]
            actions.append(action)
            number = parent
        return actions[::-1]

    def _trace(self, actions: list[int]) -> Trace:
        return witness(self.program, actions, "", "reached", self.scope)
