"""Bounded model checking: is there a run of at most so many steps that breaks a property?

The runs are unrolled step by step and given to z3 (A. Biere, A. Cimatti, E. Clarke, Y. Zhu,
"Symbolic model checking without BDDs", TACAS 1999).  It shares nothing with the searches but the
Program, so it is an opinion of its own.  Numbers are bit vectors wide enough that nothing
overflows: their solver (QF_FD) is ten times as fast here as that for integers.  Every run it finds
is taken again with the definition.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import z3

from ..aims import of_the_graph
from ..errors import CheckerBug
from ..evaluate import Fault, take
from ..ir.program import Program
from ..trace import Trace
from ..witness import broken_by, deadlocked, invariants_in, witness
from .logic import implication
from .relation import relation
from .types import Term

__all__ = ["Bounded", "bounded_check"]


@dataclass(frozen=True, slots=True)
class Bounded:
    """What bounded model checking found.

    ``traces`` has a shortest trace for each property that a run of at most ``depth`` steps breaks;
    ``asked`` are all properties that were asked for: not those of pairs of steps (races) or of the
    whole graph (goals, progress).  ``depth`` is less than was wanted if time was over.
    ``cut``: a Count outgrew its bound, and what follows was not looked at.
    """

    depth: int
    traces: dict[str, Trace]
    asked: frozenset[str]
    seconds: float
    cut: bool = False


def bounded_check(
    program: Program, depth: int, *, seconds: float | None = None,
    progress: Callable[[int], object] | None = None,
) -> Bounded:
    """Look for runs of at most ``depth`` steps that break a property of ``program``.

    ``seconds`` of wall time are the limit, if given; ``progress`` is called with each depth that
    was finished.
    """
    return _Unrolling(program, seconds).run(depth, progress)


class _Unrolling:
    def __init__(self, program: Program, seconds: float | None) -> None:
        self.program = program
        self.started = time.perf_counter()
        self.limit = seconds
        self.solver = z3.SolverFor("QF_FD")
        self.relation = relation(program)
        self.width = self.relation.width
        self.state = [z3.BitVecVal(v, self.width) for v in program.initial]
        self.choices: list[Term] = []
        asked = {p.id for p in program.properties if not p.race_kinds}
        self.open = {p for p in asked if not of_the_graph(program, p)} | {
            "deadlock", "range", "index",
        }
        self.asked = frozenset(self.open)
        self.open.add("bound")
        self.traces: dict[str, Trace] = {}

    def run(self, depth: int, progress: Callable[[int], object] | None) -> Bounded:
        """All depths, one after the other."""
        reached = 0
        for length in range(depth + 1):
            # What a state breaks, and then what a step into it breaks: both by ``length`` steps.
            if length:
                if not self._look(self.relation.in_step, by_step=True):
                    break
                self._extend(length)
            if not self._look(self.relation.in_state, by_step=False):
                break
            reached = length
            if progress is not None:
                progress(length)
            if self.open <= {"bound"}:
                reached = depth
                break
        spent = time.perf_counter() - self.started
        cut = self.traces.pop("bound", None) is not None
        return Bounded(reached, self.traces, self.asked, spent, cut)

    def _here(self, term: Term) -> Term:
        """A term over ``before``, of the last state."""
        return z3.substitute(term, *zip(self.relation.before, self.state, strict=True))

    def _extend(self, length: int) -> None:
        """One more step, and the state after it."""
        after = [z3.BitVec(f"{length} {v}", self.width) for v in self.relation.after]
        choice = z3.BitVec(f"choice {length}", self.relation.choice.size())
        step = z3.substitute(
            self.relation.steps, (self.relation.choice, choice),
            *zip(self.relation.before, self.state, strict=True),
            *zip(self.relation.after, after, strict=True),
        )  # fmt: skip
        self.solver.add(step)
        self.choices.append(choice)
        self.state = after

    def _look(self, broken: dict[str, Term], *, by_step: bool) -> bool:
        """Find what can be broken here; False: time is over."""
        flags = {}
        for prop in sorted(self.open & broken.keys()):
            flag = z3.Bool(f"{prop} {len(self.choices)} {by_step}")
            self.solver.add(implication(flag, self._here(broken[prop])))
            flags[prop] = flag
        while flags:
            answer = self._check(z3.Or(list(flags.values())))
            if answer == z3.unknown:
                return False
            if answer == z3.unsat:
                return True
            for prop in self._found(flags, by_step=by_step):
                self.open.discard(prop)
                del flags[prop]
        return True

    def _check(self, assumption: Term) -> z3.CheckSatResult:
        if self.limit is not None:
            left = self.limit - (time.perf_counter() - self.started)
            if left <= 0:
                return z3.unknown
            self.solver.set("timeout", max(int(left * 1000), 1))
        return self.solver.check(assumption)

    def _found(self, flags: dict[str, Term], *, by_step: bool) -> list[str]:
        """The properties the model breaks, each with its trace, confirmed by the definition."""
        model = self.solver.model()
        run = [model.eval(c, model_completion=True).as_long() for c in self.choices]
        values = self.program.initial
        for number in run:
            outcome = take(self.program, self.program.actions[number], values)
            if outcome is None or outcome.values is None:
                raise CheckerBug("a run that z3 has found is not a run")
            values = outcome.values
        found = []
        for prop in flags:
            last = self._breaks(prop, values) if by_step else None
            if last is not None or (not by_step and self._in_state(prop, values)):
                path = run if last is None else [*run, last]
                self.traces[prop] = witness(self.program, path, prop)
                found.append(prop)
        if not found:
            raise CheckerBug("a run that z3 has found breaks nothing")
        return found

    def _breaks(self, prop: str, values: tuple[int, ...]) -> int | None:
        """An action that breaks ``prop`` in a state."""
        for number in range(len(self.program.actions)):
            if prop in broken_by(self.program, number, values):
                return number
        return None

    def _in_state(self, prop: str, values: tuple[int, ...]) -> bool:
        """Whether a state breaks ``prop``."""
        if prop in invariants_in(self.program, values):
            return True
        try:
            return deadlocked(self.program, values) and prop == "deadlock"
        except Fault:
            return prop == "index"
