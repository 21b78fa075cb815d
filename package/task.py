"""One model in one scope: compiled and explored.  The unit of work, in this process or another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Exploration, Limits
from miniport.checker.search import Progress
from miniport.model.language.rules import Rule
from miniport.model.language.scope import Scope
from miniport.reports import BUILT_IN_RULES, ScopeResult

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

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.model}, scope {self.scope.name}"


def run_task(task: Task, progress: Callable[[Progress], object] | None = None) -> ScopeResult:
    """Compile and explore; raises ModelError or UsageError if there is nothing to explore."""
    started = time.perf_counter()
    compiled = compile_model(
        task.path, task.class_name, scope=task.scope, rules=task.rules, options=task.options
    )
    seconds = time.perf_counter() - started
    exploration = explore(compiled.program, task.limits, progress, scope=task.scope.name)
    named = tuple(
        f if f.trace is None else replace(f, trace=replace(f.trace, model=task.model))
        for f in exploration.findings
    )
    return ScopeResult(
        task.model, task.scope.name, replace(exploration, findings=named),
        {**BUILT_IN_RULES, **compiled.rules_by_property},
        dict(task.options), seconds, compiled.warnings,
    )  # fmt: skip


def cut_short(task: Task, reason: str) -> ScopeResult:
    """The result of a task that explored nothing, and why: incomplete."""
    return ScopeResult(
        task.model, task.scope.name, Exploration(task.model, (), 0, 0, 0, 0.0, 0, limit=reason),
        options=dict(task.options),
    )  # fmt: skip
