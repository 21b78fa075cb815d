"""One model in one scope: compiled and explored.  The unit of work, in this process or another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from miniport.checker.deepening import deepened
from miniport.checker.explore import explore
from miniport.checker.frontend import Compiled, Crowd, compile_model, memory
from miniport.checker.ir.program import Program
from miniport.checker.result import Exploration, Limits, Verdict
from miniport.checker.search import Progress
from miniport.model.language.rules import Rule
from miniport.model.language.scope import Scope
from miniport.reports import BUILT_IN_RULES, ScopeResult
from miniport.specs import all_rules

__all__ = ["Task", "asked_bound", "compile_and_search", "compile_task", "cut_short", "run_task"]

Search = Callable[[Program, frozenset[str]], Exploration]
"""Explores a Program; may stop once all of these properties are broken."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to do; plain data, so that it can be sent to a worker process.

    ``granularity`` and ``keep_dead`` are those of
    :func:`~miniport.checker.frontend.compile_model`; ``in_flight`` bounds the callbacks in flight
    (:mod:`miniport.checker.in_flight`), if it is not None; ``tokens`` are numbers of tokens that
    are not those of the scope; ``exposed`` is memory that is known to race.
    """

    path: Path
    class_name: str | None
    model: str
    scope: Scope
    rules: tuple[Rule, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    engine: str = "auto"
    workers: int = 1
    compact: bool = False
    granularity: str = "merged"
    symmetry: bool = True
    in_flight: int | None = None
    keep_dead: bool = False
    tokens: Mapping[str, int] = field(default_factory=dict)
    exposed: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What people call it."""
        changed = "".join(f", {number} {kind}" for kind, number in sorted(self.tokens.items()))
        reduced = "" if not self.keep_dead else ", unreduced"
        return f"{self.model}, scope {self.scope.name}{changed}{reduced}"

    def with_tokens(self, tokens: Mapping[str, int]) -> Task:
        """The same with so many tokens of some classes."""
        scope = replace(self.scope, tokens={**self.scope.tokens, **tokens})
        return replace(self, scope=scope, tokens={**self.tokens, **tokens})

    @property
    def unasked(self) -> tuple[Rule, ...]:
        """The rules about races that nobody asked for: whether statements may be merged depends
        on them all the same."""
        return tuple(r for r in all_rules().values() if r.races and r not in self.rules)


def asked_bound(scope: Scope, in_flight: int | str | None) -> int | None:
    """The bound on callbacks in flight that is meant: ``in_flight`` is a number, ``"all"``, or
    None for what the scope says; None if there is none."""
    if in_flight is None:
        return scope.in_flight
    return None if isinstance(in_flight, str) else in_flight


def compile_task(
    task: Task, exposed: frozenset[str] = frozenset(), crowds: Mapping[str, Crowd] | None = None,
) -> Compiled:
    """The task's Program and what belongs to it; accesses to ``exposed`` memory are not merged,
    tokens of ``crowds`` are counted.

    Raises ModelError or UsageError if there is none.
    """
    return compile_model(
        task.path, task.class_name, scope=task.scope, rules=(*task.rules, *task.unasked),
        options=task.options, granularity=task.granularity, exposed=exposed,
        keep_dead=task.keep_dead, crowds=crowds,
    )  # fmt: skip


def compile_and_search(task: Task, search: Search) -> tuple[Compiled, Exploration]:
    """Compile the task and ``search``, until what is merged is what may be merged.

    Statements are merged as if there were no data races, and nothing like them; where the search
    finds one, what races is taken out of the merging, and the search begins again
    (:mod:`miniport.checker.frontend`).
    """
    if task.granularity != "merged":
        compiled = compile_task(task)
        return compiled, search(compiled.program, frozenset())
    usual = frozenset(r.id for r in (*task.rules, *task.unasked) if "thread" in r.races)
    exposed = task.exposed
    while True:
        compiled = compile_task(task, exposed)
        # The first search may stop at a race: it will not be the last.
        found = search(compiled.program, frozenset() if exposed else usual)
        racing = {memory(name) for name in found.interfering} - exposed
        if not racing:
            return compiled, found
        exposed |= racing


def run_task(
    task: Task, progress: Callable[[Progress], object] | None = None,
    enough: frozenset[str] = frozenset(),
) -> ScopeResult:
    """Compile and explore, until all of ``enough`` (ids) are broken if there are any.

    Raises ModelError or UsageError if there is nothing to explore.
    """
    searching, started, states = 0.0, time.perf_counter(), 0
    advice = frozenset(rule.id for rule in task.rules if rule.severity != "error")

    def search(program: Program, stop_on: frozenset[str]) -> Exploration:
        nonlocal searching, states
        begun = time.perf_counter()
        found = explore(
            program, replace(task.limits, spent=searching, minor=advice), progress,
            enough or stop_on, check_progress=not task.compact, scope=task.scope.name,
            engine=task.engine, workers=task.workers, compact=task.compact,
            symmetry=task.symmetry, at_least=states,
        )  # fmt: skip
        states = max(states, found.states)  # a search that takes its place finds no fewer
        searching += time.perf_counter() - begun
        return found

    def deepen(program: Program, stop_on: frozenset[str]) -> Exploration:
        asked = {rule.id for rule in task.rules}

        def done(found: Exploration) -> bool:
            broken = {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}
            return asked <= broken or bool(stop_on and found.interfering)

        return deepened(program, task.in_flight, lambda p: search(p, stop_on), done)

    compiled, exploration = compile_and_search(task, deepen)
    compiling = time.perf_counter() - started - searching
    unasked = {r.id for r in task.unasked}
    exploration = replace(exploration, findings=tuple(
        f for f in exploration.findings
        if f.property not in unasked or f.verdict is Verdict.VIOLATED
    ))  # fmt: skip
    named = tuple(
        f if f.trace is None else replace(f, trace=replace(f.trace, model=task.model))
        for f in exploration.findings
    )
    return ScopeResult(
        task.model, task.scope.name, replace(exploration, findings=named),
        {**BUILT_IN_RULES, **compiled.rules_by_property},
        dict(task.options), compiling, compiled.warnings, task.granularity, compiled.exposed,
        task.scope.in_flight, task.tokens,
    )  # fmt: skip


def cut_short(task: Task, reason: str) -> ScopeResult:
    """The result of a task that explored nothing, and why: incomplete."""
    return ScopeResult(
        task.model, task.scope.name, Exploration(task.model, (), 0, 0, 0, 0.0, 0, limit=reason),
        options=dict(task.options), granularity=task.granularity, tokens=task.tokens,
    )  # fmt: skip
