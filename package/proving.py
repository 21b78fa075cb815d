"""Proofs for any number of tokens: one model in one scope.

First a few tokens are explored, to see what sorts of them there are; then the model is compiled
with a crowd for each class of tokens (:mod:`miniport.checker.frontend`), and an invariant of that
is looked for and certified (:mod:`miniport.checker.unbounded`).  What it does not prove is looked
for with one token of each class, two, three, four: what breaks then has a trace.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from miniport.checker.engines import searched
from miniport.checker.frontend import (
    CROWD_FAULTS,
    UNKNOWN_SORT,
    UNMOVED,
    Compiled,
    Crowd,
    NoCrowd,
    compile_model,
    memory,
    named_at_once,
    sorts,
)
from miniport.checker.result import Finding, Limits, Verdict
from miniport.checker.symmetry import Quotient
from miniport.checker.unbounded import (
    Invariant,
    NotLinear,
    Proof,
    TooLarge,
    confirmed,
    invariant,
    unproved,
)
from miniport.task import Task, run_task

__all__ = ["MOST_TOKENS", "Answer", "Proved", "prove_task"]

MOST_TOKENS = 4
"""Up to so many tokens of each class are explored for what is not proved."""

FEW = 2
SAMPLED = Limits(states=300_000, seconds=20)
"""How far runs with a few tokens are followed to see what sorts there are.  More may turn up
later: then the model is compiled again."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Answer:
    """What is known of a rule for any number of tokens.

    ``verdict`` is HOLDS (proved), VIOLATED (with ``tokens``, as few as possible, and the trace in
    ``finding``), or UNKNOWN, with the ``reason``.
    """

    rule: str
    verdict: Verdict
    tokens: Mapping[str, int] = field(default_factory=dict)
    finding: Finding | None = None
    reason: str = ""


@dataclass(frozen=True)
class Proved:
    """The answers about a model in a scope; ``tokens`` are the classes of any number, ``finite``
    those of which there are as many as the scope says, each with the reason.

    ``proof`` has the invariant and its certificate.
    """

    model: str
    scope: str
    tokens: tuple[str, ...]
    answers: tuple[Answer, ...]
    proof: Proof
    seconds: float
    finite: Mapping[str, str] = field(default_factory=dict)


def prove_task(
    task: Task, *, seconds: float | None = None, say: Say = lambda text: None,
    most_tokens: int = MOST_TOKENS,
) -> Proved:
    """Prove the rules of ``task`` for any number of tokens, or break them with few.

    ``seconds`` are the limit for the invariant and for z3; ``say`` is told what is being done.
    """
    started = time.perf_counter()
    prover = _Prover(task, seconds, say)
    proof, kinds = prover.run()
    known = proof.proved | proof.open.keys()
    asked = [p for p in dict.fromkeys([*(r.id for r in task.rules), *sorted(known)])
             if p in known and p not in (*CROWD_FAULTS, UNKNOWN_SORT)]
    broken = dict(_refuted(task, [p for p in asked if p in proof.open], kinds, most_tokens, say))
    answers = []
    for rule in asked:
        if rule in proof.proved:
            answers.append(Answer(rule, Verdict.HOLDS))
        elif rule in broken:
            answers.append(broken[rule])
        else:
            answers.append(Answer(
                rule, Verdict.UNKNOWN,
                reason=f"{proof.open[rule]}; nothing breaks it with up to {most_tokens}"
                " tokens of each class",
            ))  # fmt: skip
    return Proved(task.model, task.scope.name, kinds, tuple(answers), proof,
                  time.perf_counter() - started, prover.finite)


class _Prover:
    def __init__(self, task: Task, seconds: float | None, say: Say) -> None:
        self.task, self.seconds, self.say = task, seconds, say
        self.exposed: frozenset[str] = frozenset()
        self.finite: dict[str, str] = {}
        self.started = time.perf_counter()

    def run(self) -> tuple[Proof, tuple[str, ...]]:
        """A proof, and the classes of tokens of which there are any number in it."""
        kinds = tuple(k for k in self._compiled({}).tokens if self._understood(k))
        crowds = self._seen(kinds)
        while True:
            self.say(f"an invariant for any number of {', '.join(kinds) or 'nothing'}")
            compiled, crowds = self._distinguished(crowds)
            try:
                found = invariant(
                    compiled.program, seconds=self._left(),
                    progress=lambda found: self.say(f"{found:,} control states"),
                )
            except (TooLarge, NotLinear) as limit:
                return unproved(compiled.program, f"no invariant was found: {limit}"), kinds
            better = self._better(crowds, compiled, found)
            if better is None:
                self.say(f"{found.size:,} cells: z3 is asked whether it is one")
                faults = frozenset(CROWD_FAULTS)
                return confirmed(found, faults, seconds=self._left()), kinds
            crowds = better

    def _left(self) -> float | None:
        if self.seconds is None:
            return None
        return max(self.seconds - (time.perf_counter() - self.started), 0.0)

    def _compiled(self, crowds: Mapping[str, Crowd]) -> Compiled:
        task = self.task
        return compile_model(
            task.path, task.class_name, scope=task.scope, rules=(*task.rules, *task.unasked),
            options=task.options, granularity=task.granularity, exposed=self.exposed,
            crowds=crowds,
        )  # fmt: skip

    def _distinguished(self, crowds: dict[str, Crowd]) -> tuple[Compiled, dict[str, Crowd]]:
        """Compiled so that sorts differ in all that makes a difference."""
        while True:
            compiled = self._compiled(crowds)
            changed = dict(crowds)
            for layout in compiled.crowds:
                traits = crowds[layout.kind].traits or frozenset()
                needed = traits.union(name for name, *_ in layout.traits)
                changed[layout.kind] = replace(crowds[layout.kind], traits=needed)
            if changed == crowds:
                return compiled, crowds
            crowds = changed

    def _understood(self, kind: str) -> bool:
        """Whether the model can be compiled for any number of these tokens."""
        try:
            self._compiled({kind: Crowd(1, 1)})
        except NoCrowd as found:
            self.finite[kind] = str(found)
            return False
        return True

    def _seen(self, kinds: tuple[str, ...]) -> dict[str, Crowd]:
        """Crowds with the sorts seen in runs with a few tokens."""
        if not kinds:
            return {}
        self.say(f"runs with {FEW} of each: {', '.join(kinds)}")
        compiled = self._compiled({kind: Crowd(FEW, FEW) for kind in kinds})
        quotient = Quotient(compiled.program)
        search = searched(compiled.program, SAMPLED,
                          quotient=quotient if quotient.symmetries else None)
        states = [search.values(k) for k in range(search.count)]
        seen = {layout.kind: layout for layout in compiled.crowds}
        return {
            kind: Crowd(
                named_at_once(seen[kind], states), FEW, sorts(seen[kind], states),
                frozenset(name for name, *_ in seen[kind].traits),
            )
            if kind in seen else Crowd(1, FEW) for kind in kinds
        }

    def _better(
        self, crowds: dict[str, Crowd], compiled: Compiled, found: Invariant
    ) -> dict[str, Crowd] | None:
        """The crowds with which to try again; None if this is all there is."""
        racing = {memory(name) for name in found.racing} - self.exposed
        if racing and self.task.granularity == "merged":
            self.exposed |= racing
            return crowds
        alarms = found.alarms
        changed = dict(crowds)
        if UNKNOWN_SORT in alarms or UNMOVED in alarms:
            for layout in compiled.crowds:
                known = crowds[layout.kind]
                more = sorts(layout, found.cells)
                new = tuple(s for s in more if s not in known.sorts)
                changed[layout.kind] = replace(known, sorts=(*known.sorts, *new))
        if changed == crowds and "crowd.held" in alarms:
            changed = {
                kind: replace(crowd, held=min(crowd.held, FEW) + 1)
                for kind, crowd in crowds.items()
            }
        return changed if changed != crowds else None


def _refuted(
    task: Task, rules: list[str], kinds: tuple[str, ...], most: int, say: Say
) -> Iterator[tuple[str, Answer]]:
    """The rules that few tokens break: by as few as possible, with a shortest trace."""
    left = set(rules)
    for number in range(1, most + 1):
        if not left or (number > 1 and not kinds):
            return
        say(f"{len(left)} open: {number} of each class of tokens")
        for rule, finding in _broken(task, left, dict.fromkeys(kinds, number)).items():
            left.discard(rule)
            tokens, finding = _fewest(task, rule, finding, dict.fromkeys(kinds, number))
            yield rule, Answer(rule, Verdict.VIOLATED, tokens, finding)


def _fewest(
    task: Task, rule: str, finding: Finding, tokens: dict[str, int]
) -> tuple[dict[str, int], Finding]:
    """One class after the other with fewer tokens, as long as the rule is broken."""
    if len(tokens) < 2:
        return tokens, finding
    for kind in tokens:
        for fewer in range(1, tokens[kind]):
            found = _broken(task, {rule}, {**tokens, kind: fewer})
            if rule in found:
                tokens, finding = {**tokens, kind: fewer}, found[rule]
                break
    return tokens, finding


def _broken(task: Task, rules: set[str], tokens: Mapping[str, int]) -> dict[str, Finding]:
    """Which of the rules are broken with so many tokens."""
    scope = replace(task.scope, tokens={**task.scope.tokens, **tokens})
    result = run_task(replace(task, scope=scope))
    return {
        f.property: f for f in result.exploration.findings
        if f.property in rules and f.verdict is Verdict.VIOLATED
    }
