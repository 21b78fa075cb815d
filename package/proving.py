"""Proofs for any number of tokens: one model in one scope.

What the invariant of an attempt (:mod:`miniport.attempt`) does not prove is looked for with no
token of each class, one, two, three, four: what breaks then has a trace (:mod:`.refuting`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from miniport.attempt import Attempt, Prover, Say
from miniport.catalogue import chosen_rules
from miniport.checker.frontend import CROWD_FAULTS, UNKNOWN_SORT
from miniport.checker.result import Finding, Verdict
from miniport.checker.unbounded import BOUND, Proof
from miniport.model.language.rules import LV
from miniport.refuting import Refuter
from miniport.task import Task

__all__ = ["MOST_TOKENS", "Answer", "Proved", "prove_task"]

MOST_TOKENS = 4
"""Up to so many tokens of each class are explored for what is not proved."""

FEW_TOKENS = 2
"""Up to so many, at most, before runs are looked at that end where a rule is broken: one is
enough if it breaks all that few tokens have shown to be broken."""


NO_RULES = frozenset({*CROWD_FAULTS, UNKNOWN_SORT, BOUND})
"""What is checked of the proof, not of the driver."""


@dataclass(frozen=True)
class Answer:
    """What is known of a rule for any number of tokens.

    ``verdict`` is HOLDS (proved, of runs that end where one of ``until`` is broken), VIOLATED
    (with ``tokens``, as few as possible, and the trace in ``finding``), or UNKNOWN, with the
    ``reason``.
    """

    rule: str
    verdict: Verdict
    tokens: Mapping[str, int] = field(default_factory=dict)
    finding: Finding | None = None
    reason: str = ""
    until: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proved:
    """The answers about a model in a scope; ``tokens`` are the classes of any number, ``finite``
    those of which there are as many as the scope says, each with the reason.

    What is proved is so by one of ``attempts``, with an invariant and its certificate.  The first
    is about all runs; where a rule is broken it may prove little, for what a driver does after
    that often has no end: others are about runs that end there.  Rules ``unasked`` are about what
    must happen at last, of which no invariant says anything; those that are ``unreached`` ask
    about what did not come up in runs with few tokens, and may hold for no better reason.  There
    are answers about rules that nobody asked for, if runs end where they are broken.
    """

    model: str
    scope: str
    tokens: tuple[str, ...]
    answers: tuple[Answer, ...]
    attempts: tuple[Attempt, ...]
    seconds: float
    finite: Mapping[str, str] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()


def prove_task(
    task: Task, *, seconds: float | None = None, say: Say = lambda text: None,
    most_tokens: int = MOST_TOKENS,
) -> Proved:
    """Prove the rules of ``task`` for any number of tokens, or break them with few.

    ``seconds`` are the limit for the invariants and for z3; ``say`` is told what is being done.
    """
    started = time.perf_counter()
    prover = Prover(task, seconds, say)
    attempts = [prover.attempt()]
    proof = attempts[0].proof
    known = proof.proved | proof.open.keys()
    asked = [p for p in dict.fromkeys([*(r.id for r in task.rules), *sorted(known)])
             if p in known and p not in NO_RULES]
    left = {p for p in asked if p in proof.open}
    sought = left
    if left and not proof.proved:
        wide = _asking_all(prover)
        if wide is not None:
            prover, sought = wide, left | wide.checked.difference(NO_RULES)
    refuter = Refuter(prover.task, prover.kinds, say, prover.exposed)
    numbers = iter(range(most_tokens + 1))
    for number in numbers:
        refuter.refute(sought, [number])
        if number == FEW_TOKENS or (number and prover.broken <= refuter.broken.keys()):
            break
    attempts += _until_broken(
        prover, refuter, proof, left - refuter.broken.keys(), {rule.id for rule in task.rules}
    )
    left = {rule for rule in left if not any(attempt.proves(rule) for attempt in attempts)}
    refuter.refute(left, numbers)
    answers = [_answer(rule, attempts, refuter) for rule in asked]
    # Where the runs end of which others are proved is an answer, too.
    ends = {end for answer in answers for end in answer.until}
    told = (ends & refuter.broken.keys() or refuter.broken.keys()) if ends else ()
    answers += [_answer(rule, attempts, refuter) for rule in sorted(set(told).difference(asked))]
    return Proved(task.model, task.scope.name, prover.kinds, tuple(answers), tuple(attempts),
                  time.perf_counter() - started, prover.finite,
                  tuple(r.id for r in task.rules if r.kind is LV and r.id not in known),
                  tuple(r.id for r in task.rules
                        if r.id in known and not r.races and r.id not in prover.reached))


def _asking_all(prover: Prover) -> Prover | None:
    """The same for every rule, if runs may end where one is broken that nobody asked for."""
    task = replace(prover.task, rules=chosen_rules([], prover.task.scope.ndis))
    if prover.left == 0 or set(task.rules) <= set(prover.task.rules):
        return None
    prover.say("all rules, for where runs may end")
    wide = Prover(task, prover.left, prover.say, prover.held)
    return wide if wide.broken else None


def _until_broken(
    prover: Prover, refuter: Refuter, proof: Proof, left: set[str], asked: set[str]
) -> list[Attempt]:
    """Attempts on the rules that are ``left``, about runs that end where a rule is broken, as long
    as there are any: at last with those ends only before which the others are asked; with those
    first if nothing else was ``asked`` for."""
    ends = _ends(refuter, prover, proof)
    attempts: list[Attempt] = []
    while ends and left:
        until = ends.pop(0)
        prover.say(f"the same until {', '.join(sorted(until))} is broken")
        first = frozenset(left & asked or left)
        attempt = prover.attempt_until(until, first, last=not ends)
        attempts.append(attempt)
        left = {rule for rule in left if not attempt.proves(rule)}
        unreached = attempt.unreached & left
        if unreached and not ends:
            later = until - prover.broken_before(unreached)
            if later and later != until:
                ends.append(later)
            if first <= unreached < left:
                ends.append(until)
                asked = left
    return attempts


def _ends(refuter: Refuter, prover: Prover, proof: Proof) -> list[frozenset[str]]:
    """Where runs may end that have broken a rule: as late as possible if much is proved of those
    that do not end, else where a rule is broken that only tokens break, or any."""
    if proof.proved:
        first = [rule for rule in refuter.first if rule in prover.checked]
        return [frozenset(first[:1])] if first else []
    every = prover.checked.intersection(refuter.broken)
    late = frozenset(rule for rule in every if any(refuter.broken[rule].tokens.values()))
    return [until for until in dict.fromkeys([late, every]) if until]


def _answer(rule: str, attempts: list[Attempt], refuter: Refuter) -> Answer:
    if rule in refuter.broken:
        broken = refuter.broken[rule]
        return Answer(rule, Verdict.VIOLATED, broken.tokens, broken.finding)
    for attempt in attempts:
        if attempt.proves(rule):
            return Answer(rule, Verdict.HOLDS, until=attempt.until)
    reason = attempts[0].proof.open.get(rule, "runs that break another rule end before it counts")
    return Answer(rule, Verdict.UNKNOWN, reason=f"{reason}; {refuter.tried}")
