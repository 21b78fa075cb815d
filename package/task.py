"""One model in one scope: compiled and explored.  The unit of work, in this process or another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model, memory
from miniport.checker.result import Exploration, Limits, Verdict
from miniport.checker.search import Progress
from miniport.model.language.rules import Rule
from miniport.model.language.scope import Scope
from miniport.reports import BUILT_IN_RULES, ScopeResult
from miniport.specs import all_rules

__all__ = ["Task", "cut_short", "run_task"]


@dataclass(frozen=True, slots=True)
class Task:
    """What to do; plain data, so that it can be sent to a worker process.
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

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.model}, scope {self.scope.name}"


def run_task(task: Task, progress: Callable[[Progress], object] | None = None) -> ScopeResult:
    """Compile and explore; raises ModelError or UsageError if there is nothing to explore."""
    judges = tuple(r for r in all_rules().values() if r.races and r not in task.rules)
    usual = frozenset(r.id for r in (*task.rules, *judges) if "thread" in r.races)
    exposed: frozenset[str] = frozenset()
    compiling, started = 0.0, time.perf_counter()
    while True:
        # Statements are merged as if there were no data races; where the search finds one, what
        # races is taken out of the merging, and the search begins again (checker.frontend.movers).
        begun = time.perf_counter()
        compiled = compile_model(
            task.path, task.class_name, scope=task.scope, rules=(*task.rules, *judges),
            options=task.options, exposed=exposed,
        )  # fmt: skip
        compiling += time.perf_counter() - begun
        limits = replace(task.limits, spent=time.perf_counter() - started - compiling)
        # The first search may stop at a race: it will not be the last.
        exploration = explore(
            compiled.program, limits, progress, frozenset() if exposed else usual,
            check_progress=not task.compact, scope=task.scope.name,
            engine=task.engine, workers=task.workers, compact=task.compact,
        )  # fmt: skip
        racing = {memory(name) for name, _, _ in exploration.races} - exposed
        if not racing:
            break
        exposed |= racing
    unasked = {r.id for r in judges}
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
        dict(task.options), compiling, compiled.warnings,
    )  # fmt: skip


def cut_short(task: Task, reason: str) -> ScopeResult:
    """The result of a task that explored nothing, and why: incomplete."""
    return ScopeResult(
        task.model, task.scope.name, Exploration(task.model, (), 0, 0, 0, 0.0, 0, limit=reason),
        options=dict(task.options),
    )  # fmt: skip
