"""Properties of a Program proved for every value of its parameters and counts, or not."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import pairwise

import z3

from ..aims import of_the_graph
from ..errors import CheckerBug
from ..ir.program import Program
from ..smt.logic import disjunction
from ..smt.types import Term
from .certificate import QUERIES, Certificate, certificate
from .forms import NotLinear
from .invariant import Invariant
from .layers import TooLarge, invariant

__all__ = ["BOUND", "Proof", "answer", "confirmed", "prove", "unproved"]

BOUND = "bound"
"""Broken where a counter that had to be finite outgrows its bound: nothing is known beyond."""

PARTS = 2
"""A query is asked in so many parts for each worker: some are much harder than others."""

BUILT_IN = frozenset({"deadlock", "range", "index", BOUND})


@dataclass(frozen=True)
class Proof:
    """What is proved of a Program, with the certificate; what is ``open``, each with the reason.

    An open property may hold.  ``found`` is the invariant, None if there is none.
    """

    proved: frozenset[str]
    open: Mapping[str, str]
    found: Invariant | None = None
    certificate: Certificate | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


def prove(
    program: Program, faults: Set[str] = frozenset(), *, seconds: float | None = None,
    progress: Callable[[int], object] | None = None,
) -> Proof:
    """Prove what can be proved of ``program`` in ``seconds`` of wall time: all properties but
    goals and progress, which are those of the whole graph.

    Nothing is proved where one of the ``faults`` may occur.
    """
    try:
        found = invariant(program, seconds=seconds, progress=progress)
    except (TooLarge, NotLinear) as limit:
        return unproved(program, f"no invariant was found: {limit}")
    left = None if seconds is None else max(seconds - found.seconds, 0.0)
    return confirmed(found, faults, seconds=left)


def unproved(program: Program, reason: str) -> Proof:
    """Nothing is proved of ``program``, and why."""
    return Proof(frozenset(), dict.fromkeys(_asked(program), reason))


def confirmed(
    found: Invariant, faults: Set[str] = frozenset(), *, seconds: float | None = None,
    workers: int = 1,
) -> Proof:
    """What an invariant proves, once z3 has confirmed it, in ``seconds`` at most, with so many
    threads as there are ``workers``."""
    started = time.perf_counter()
    spent = {"invariant": found.seconds}
    asked = _asked(found.program)
    broken = sorted({BOUND, *faults} & found.alarms.keys())
    if broken:
        reason = f"it is not excluded that {', '.join(broken)} is broken, where runs end"
        return Proof(frozenset(), dict.fromkeys(asked, reason), found, None, spent)
    if found.stopped:
        reason = "the search for an invariant ended at an alarm"
        return Proof(frozenset(), dict.fromkeys(asked, reason), found, None, spent)
    proved = asked - found.alarms.keys()
    reasons = dict.fromkeys(asked & found.alarms.keys(), "the invariant does not exclude it")
    try:
        made = certificate(found, proved)
    except NotLinear as limit:
        reason = f"the invariant cannot be written for a solver: {limit}"
        return Proof(frozenset(), dict.fromkeys(asked, reason), found, None, spent)
    spent["certificate"] = time.perf_counter() - started
    for query in QUERIES:
        begun = time.perf_counter()
        left = None if seconds is None else seconds - (begun - started)
        said = answer(made, query, left, workers)
        spent[query] = time.perf_counter() - begun
        if said == z3.sat:
            raise CheckerBug(f"the invariant of {found.program.name} is none: {query} has a model")
        if said != z3.unsat:
            reason = f"z3 has not confirmed the invariant in time ({query})"
            return Proof(frozenset(), dict.fromkeys(asked, reason), found, made, spent)
    return Proof(proved, reasons, found, made, spent)


def _asked(program: Program) -> frozenset[str]:
    """The properties that are those of states and steps."""
    return BUILT_IN | {
        p.id for p in program.properties if not of_the_graph(program, p.id)
    }


def answer(
    made: Certificate, query: str, left: float | None, workers: int
) -> z3.CheckSatResult:
    """What z3 says to a query, asked case by case in several threads."""
    solvers = [_solver(made, query, part) for part in _parts(made.cases[query], workers)]
    until = None if left is None else time.perf_counter() + left
    with ThreadPoolExecutor(workers) as pool:
        asked = [pool.submit(_checked, solver, until) for solver in solvers]
        try:
            # Now and then awake: a signal need not wake the thread that waits.
            while wait(asked, timeout=0.2).not_done:
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            # A solver that has not quite begun does not notice.
            while not all(future.done() for future in asked):
                time.sleep(0.1)
                for solver in solvers:
                    solver.ctx.interrupt()
            raise
    # A result belongs to the context of its solver: only its number is the same in all.
    answers = {future.result().r for future in asked}
    for worst in (z3.sat, z3.unknown):
        if worst.r in answers:
            return worst
    return z3.unsat


def _parts(cases: Sequence[Term], workers: int) -> list[Sequence[Term]]:
    """The cases in so many parts that the workers have about as much to do."""
    number = min(len(cases), PARTS * workers)
    ends = [len(cases) * k // number for k in range(number + 1)]
    return [cases[a:b] for a, b in pairwise(ends)]


def _checked(solver: z3.Solver, until: float | None) -> z3.CheckSatResult:
    """What a solver says until then; it may have had to wait for its turn."""
    if until is not None:
        left = until - time.perf_counter()
        if left <= 0:
            return z3.unknown
        solver.set("timeout", max(int(left * 1000), 1))
    return solver.check()


def _solver(made: Certificate, query: str, part: Sequence[Term]) -> z3.Solver:
    """A solver of its own context, with a part of a query."""
    solver = z3.Solver(ctx=z3.Context())
    # Else z3 takes Ctrl-C for itself, and goes on as if it had had no more time.
    solver.set("ctrl_c", False)
    for term in (*made.queries[query], disjunction(part)):
        solver.add(term.translate(solver.ctx))
    return solver
