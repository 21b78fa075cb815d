"""Proofs for any number of tokens: one model in one scope.

First a few tokens are explored, to see what sorts of them there are; then the model is compiled
with a crowd for each class of tokens (:mod:`miniport.checker.frontend`), and an invariant of that
is looked for and certified (:mod:`miniport.checker.unbounded`).  What it does not prove is looked
for with no token of each class, one, two, three, four: what breaks then has a trace.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from miniport.checker.engines import searched
from miniport.checker.frontend import (
    CROWD_FAULTS,
    HELD,
    UNKNOWN_SORT,
    UNMOVED,
    Compiled,
    Crowd,
    NoCrowd,
    OneByOne,
    compile_model,
    memory,
    named_at_once,
    sorts,
)
from miniport.checker.result import Finding, Limits, Verdict
from miniport.checker.symmetry import Quotient
from miniport.checker.unbounded import (
    BOUND,
    Invariant,
    NotLinear,
    Proof,
    TooLarge,
    confirmed,
    invariant,
    unproved,
)
from miniport.run import cores
from miniport.task import Task, run_task

__all__ = ["MOST_TOKENS", "Answer", "Proved", "prove_task"]

MOST_TOKENS = 4
"""Up to so many tokens of each class are explored for what is not proved."""

FEW = 2
SAMPLED = Limits(states=300_000, seconds=20, after_violation=20_000)
"""How far runs with a few tokens are followed to see what sorts there are.  More may turn up
later: then the model is compiled again."""

REFUTED = 60.0
"""Seconds for each number of tokens that is explored, unless the task has a limit."""

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

    ``proof`` has the invariant and its certificate.  In it runs end where one of the rules
    ``until`` is broken, of which a few tokens have shown that they can be: what a driver does
    after that has no end.
    """

    model: str
    scope: str
    tokens: tuple[str, ...]
    answers: tuple[Answer, ...]
    proof: Proof
    seconds: float
    finite: Mapping[str, str] = field(default_factory=dict)
    until: tuple[str, ...] = ()


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
             if p in known and p not in (*CROWD_FAULTS, UNKNOWN_SORT, BOUND)]
    # Where runs end at what is broken, more may be broken later: that is asked of a few tokens.
    doubted = set(asked) if prover.until else {p for p in asked if p in proof.open}
    broken, explored = _refuted(task, doubted, kinds, most_tokens, say)
    answers = []
    for rule in asked:
        if rule in broken:
            answers.append(broken[rule])
        elif rule in proof.proved and rule not in prover.until:
            answers.append(Answer(rule, Verdict.HOLDS))
        else:
            answers.append(Answer(
                rule, Verdict.UNKNOWN,
                reason=f"{proof.open.get(rule, 'runs end where it is broken')};"
                f" {_tried(explored, kinds)}",
            ))  # fmt: skip
    return Proved(task.model, task.scope.name, kinds, tuple(answers), proof,
                  time.perf_counter() - started, prover.finite, tuple(sorted(prover.until)))


class _Prover:
    def __init__(self, task: Task, seconds: float | None, say: Say) -> None:
        self.task, self.seconds, self.say = task, seconds, say
        self.exposed: frozenset[str] = frozenset()
        self.finite: dict[str, str] = {}
        self.until: frozenset[str] = frozenset()
        self.started = time.perf_counter()

    def run(self) -> tuple[Proof, tuple[str, ...]]:
        """A proof, and the classes of tokens of which there are any number in it."""
        crowds, kinds = self._seen()
        while True:
            self.say(f"an invariant for any number of {', '.join(kinds) or 'nothing'}")
            compiled, crowds = self._distinguished(crowds)
            try:
                found = invariant(
                    compiled.program, seconds=self._left(),
                    progress=lambda found: self.say(f"{found:,} control states"),
                    stop={HELD},
                )
            except (TooLarge, NotLinear) as limit:
                return unproved(compiled.program, f"no invariant was found: {limit}"), kinds
            better = self._better(crowds, compiled, found)
            if better is None:
                self.say(f"{found.size:,} cells: z3 is asked whether it is one")
                faults = frozenset(CROWD_FAULTS)
                return confirmed(
                    found, faults, seconds=self._left(), workers=cores()
                ), kinds
            crowds = better

    def _left(self) -> float | None:
        if self.seconds is None:
            return None
        return max(self.seconds - (time.perf_counter() - self.started), 0.0)

    def _compiled(self, crowds: Mapping[str, Crowd]) -> Compiled:
        task = self.task
        compiled = compile_model(
            task.path, task.class_name, scope=task.scope, rules=(*task.rules, *task.unasked),
            options=task.options, granularity=task.granularity, exposed=self.exposed,
            crowds=crowds,
        )  # fmt: skip
        properties = tuple(
            replace(p, fatal=p.fatal or p.id in self.until) for p in compiled.program.properties
        )
        return replace(compiled, program=replace(compiled.program, properties=properties))

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

    def _gathered(self) -> Compiled:
        """Compiled with a few of each class of which there may be any number."""
        kinds = self._compiled({}).tokens
        while True:
            try:
                return self._compiled({kind: Crowd(FEW, FEW) for kind in kinds})
            except OneByOne as found:
                self.finite[found.kind] = str(found)
                kinds = tuple(k for k in kinds if k != found.kind)
            except NoCrowd as found:
                self.finite |= dict.fromkeys(kinds, str(found))
                kinds = ()

    def _seen(self) -> tuple[dict[str, Crowd], tuple[str, ...]]:
        """Crowds with the sorts seen in runs with a few tokens, and which."""
        compiled = self._gathered()
        seen = {layout.kind: layout for layout in compiled.crowds}
        if not seen:
            return {}, ()
        self.say(f"runs with {FEW} of each: {', '.join(seen)}")
        quotient = Quotient(compiled.program)
        search = searched(compiled.program, SAMPLED,
                          quotient=quotient if quotient.symmetries else None)
        states = [search.values(k) for k in range(search.count)]
        program = compiled.program
        self._expose(program.variables[v].name for r in search.race_list for v in r.variables)
        checked = {program.properties[c.property].id for a in program.actions for c in a.checks}
        self.until = frozenset(checked & search.violations.keys()) - {UNKNOWN_SORT, *CROWD_FAULTS}
        return {
            kind: Crowd(
                named_at_once(layout, states), FEW, sorts(layout, states),
                frozenset(name for name, *_ in layout.traits),
            )
            for kind, layout in seen.items()
        }, tuple(seen)

    def _better(
        self, crowds: dict[str, Crowd], compiled: Compiled, found: Invariant
    ) -> dict[str, Crowd] | None:
        """The crowds with which to try again; None if this is all there is."""
        exposes = self._expose(found.racing)
        alarms = found.alarms
        changed = dict(crowds)
        if UNKNOWN_SORT in alarms or UNMOVED in alarms:
            for layout in compiled.crowds:
                known = crowds[layout.kind]
                more = sorts(layout, found.distinct(layout.variables))
                new = tuple(s for s in more if s not in known.sorts)
                changed[layout.kind] = replace(known, sorts=(*known.sorts, *new))
        if changed == crowds and HELD in alarms:
            changed = {
                kind: replace(crowd, held=min(crowd.held, FEW) + 1)
                for kind, crowd in crowds.items()
            }
        return changed if changed != crowds or exposes else None

    def _expose(self, racing: Iterable[str]) -> bool:
        """Statements that access these variables must not be merged; whether some were."""
        new = {memory(name) for name in racing} - self.exposed
        if self.task.granularity != "merged":
            return False
        self.exposed |= new
        return bool(new)


def _refuted(
    task: Task, rules: set[str], kinds: tuple[str, ...], most: int, say: Say
) -> tuple[dict[str, Answer], int | None]:
    """The rules that few tokens break: by as few as possible, with a shortest trace.

    And the number of tokens of each class up to which everything was explored, if any was.
    """
    left, answers, explored = set(rules), dict[str, Answer](), None
    for number in range(most + 1 if kinds else 1):
        if not left:
            break
        say(f"{len(left)} open: {number} of each class of tokens")
        tokens = dict.fromkeys(kinds, number)
        found, whole = _broken(task, left, tokens)
        for rule, finding in found.items():
            left.discard(rule)
            answers[rule] = Answer(rule, Verdict.VIOLATED, *_fewest(task, rule, finding, tokens))
        if whole and explored == (number - 1 if number else None):
            explored = number
        elif not found:
            break
    return answers, explored


def _tried(explored: int | None, kinds: tuple[str, ...]) -> str:
    """What explicit search says of a rule that it does not break."""
    if explored is None:
        return "explicit search was not finished either"
    if not kinds:
        return "nothing breaks it with the tokens that the scope has"
    return f"nothing breaks it with up to {explored} tokens of each class"


def _fewest(
    task: Task, rule: str, finding: Finding, tokens: dict[str, int]
) -> tuple[dict[str, int], Finding]:
    """One class after the other with fewer tokens, as long as the rule is broken."""
    if len(tokens) < 2:
        return tokens, finding
    for kind in tokens:
        for fewer in range(tokens[kind]):
            found, _ = _broken(task, {rule}, {**tokens, kind: fewer})
            if rule in found:
                tokens, finding = {**tokens, kind: fewer}, found[rule]
                break
    return tokens, finding


def _broken(
    task: Task, rules: set[str], tokens: Mapping[str, int]
) -> tuple[dict[str, Finding], bool]:
    """Which of the rules are broken with so many tokens, and whether that is all of them."""
    scope = replace(task.scope, tokens={**task.scope.tokens, **tokens})
    limits = task.limits if task.limits.seconds else replace(task.limits, seconds=REFUTED)
    found = run_task(replace(task, scope=scope, tokens=tokens, limits=limits)).exploration
    broken = {
        f.property: f for f in found.findings
        if f.property in rules and f.verdict is Verdict.VIOLATED
    }
    return broken, not found.limit
