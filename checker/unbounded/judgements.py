"""What states break where the finite variables are known: invariants, and rest before the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..ir.program import Expr, Program
from ..walk import reads_of
from .forms import Atom, Evaluator, Wrong, ways

__all__ = ["Judgement", "Judgements"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The properties ``broken`` wherever the atoms ``when`` are decided like this."""

    when: tuple[tuple[Atom, bool], ...]
    broken: tuple[str, ...]


class Judgements:
    """What is broken in states: by being in them, or by resting there (``deadlock``).

    Of each, the finite variables it looks at, and the judgements of a control state.
    """

    def __init__(self, program: Program, counters: frozenset[int]) -> None:
        self.program = program
        exprs = [e for i in program.invariants for e in (i.premise, i.condition)]
        self.of_states = _judge(exprs, counters, self._invariants)
        self.at_rest = _judge([program.final], counters, self._rest)

    def _invariants(self, evaluator: Evaluator) -> tuple[str, ...]:
        broken = []
        for invariant in self.program.invariants:
            try:
                if evaluator.truth(invariant.premise) and not evaluator.truth(invariant.condition):
                    broken.append(self.program.properties[invariant.property].id)
            except Wrong:
                # Where one invariant faults, nothing is said of the others.
                return ("index",)
        return tuple(broken)

    def _rest(self, evaluator: Evaluator) -> tuple[str, ...]:
        try:
            return () if evaluator.truth(self.program.final) else ("deadlock",)
        except Wrong:
            return ("index",)


Judge = Callable[[tuple[int, ...]], tuple[Judgement, ...]]


def _judge(
    exprs: list[Expr], counters: frozenset[int], run: Callable[[Evaluator], tuple[str, ...]]
) -> tuple[tuple[int, ...], Judge]:
    reads = tuple(sorted(frozenset().union(*map(reads_of, exprs)) - counters))

    def judge(state: tuple[int, ...]) -> tuple[Judgement, ...]:
        known = {variable: state[variable] for variable in reads}
        return tuple(
            Judgement(tuple(decided.items()), broken)
            for decided, broken in ways(run, counters, known) if broken
        )

    return reads, judge
