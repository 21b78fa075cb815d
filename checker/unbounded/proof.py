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
from ..smt.logic import conjunction, disjunction
from ..smt.types import Term
from .certificate import QUERIES, Certificate, certificate
from .forms import NotLinear
from .invariant import Invariant
from .layers import invariant
from .limits import TooLarge

__all__ = ["BOUND", "Proof", "answers", "confirmed", "prove", "unproved"]

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
    left = None if seconds is None else seconds - spent["certificate"]
    for query, (said, took) in answers(made, left, workers).items():
        spent[query] = took
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


def answers(
    made: Certificate, left: float | None, workers: int
) -> dict[str, tuple[z3.CheckSatResult, float]]:
    """What z3 says to each query in the seconds that are left, asked way by way in several
    threads; and how many seconds of theirs it took."""
    until = None if left is None else time.perf_counter() + left
    asking = [
        (query, _solver(assertions, part))
        # What takes longest comes first: then the threads are done at about the same time.
        for query in sorted(QUERIES, key=lambda query: -len(made.queries[query]))
        for assertions, one_of in made.ways[query]
        for part in _parts(one_of, workers)
    ]
    with ThreadPoolExecutor(workers) as pool:
        asked = [pool.submit(_checked, solver, until) for _, solver in asking]
        try:
            # Now and then awake: a signal need not wake the thread that waits.
            while wait(asked, timeout=0.2).not_done:
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            # A solver that has not quite begun does not notice.
            while not all(future.done() for future in asked):
                time.sleep(0.1)
                for _, solver in asking:
                    solver.ctx.interrupt()
            raise
    found = dict.fromkeys(QUERIES, (z3.unsat, 0.0))
    for (query, _), future in zip(asking, asked, strict=True):
        said, took = future.result()
        worst, before = found[query]
        if said == z3.sat or worst == z3.unsat:
            worst = said
        found[query] = worst, before + took
    return found


def _parts(one_of: Sequence[Term], workers: int) -> list[Sequence[Term]]:
    """The terms in so many parts that the workers have about as much to do."""
    number = min(len(one_of), PARTS * workers)
    ends = [len(one_of) * k // number for k in range(number + 1)]
    return [one_of[a:b] for a, b in pairwise(ends)]


def _checked(solver: z3.Solver, until: float | None) -> tuple[z3.CheckSatResult, float]:
    """What a solver says until then, and after how many seconds; it may have had to wait for its
    turn."""
    begun = time.perf_counter()
    if until is not None:
        left = until - begun
        if left <= 0:
            return z3.unknown, 0.0
        solver.set("timeout", max(int(left * 1000), 1))
    return solver.check(), time.perf_counter() - begun


def _solver(assertions: Sequence[Term], one_of: Sequence[Term]) -> z3.Solver:
    """A solver of its own context: all of these, and one of those."""
    solver = z3.Solver(ctx=z3.Context())
    # Else z3 takes Ctrl-C for itself, and goes on as if it had had no more time.
    solver.set("ctrl_c", False)
    # In one go: to take thousands of terms over one by one takes a second.
    solver.add(conjunction([*assertions, disjunction(one_of)]).translate(solver.ctx))
    return solver
