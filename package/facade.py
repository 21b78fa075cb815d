"""``check``: the whole way from a model to a report, for programs, notebooks and tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from miniport.catalogue import chosen_rules, chosen_scopes
from miniport.checker.errors import UsageError
from miniport.checker.frontend import ndis_of, token_classes
from miniport.checker.result import Finding, Limits
from miniport.checker.search import Progress
from miniport.exit_codes import ExitCode, of_result, worst
from miniport.models import find_model
from miniport.options import checked_options, checked_tokens
from miniport.reports import ScopeResult, result_document
from miniport.run import Outcome, run_tasks
from miniport.task import Task, asked_bound

__all__ = ["AFTER_VIOLATION", "Report", "check", "plan"]

AFTER_VIOLATION = 200_000
"""States that are still found, unless said otherwise, after the first violation in a scope: in a
few seconds, what else is wrong nearby."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, per scope; plain data.

    ``ok`` is true only if every scope was explored to the end and no rule is broken; advice that
    is not followed does not count against it, and what holds only with a bound on callbacks in
    flight is enough if ``accept_bounded``.
    """

    results: tuple[ScopeResult, ...]
    accept_bounded: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """What the command would end with."""
        return worst(of_result(r, accept_bounded=self.accept_bounded) for r in self.results)

    @property
    def ok(self) -> bool:
        """Everything holds."""
        return self.exit_code is ExitCode.HOLDS

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The verdicts on all rules in all scopes."""
        return tuple(f for result in self.results for f in result.exploration.findings)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The broken rules, with their traces."""
        return tuple(f for result in self.results for f in result.violations)

    def to_json(self) -> str:
        """The result document, as ``miniport check --json`` writes it."""
        document = result_document(
            self.results, tool=version("miniport"), exit_code=self.exit_code
        )
        return json.dumps(document, indent=1) + "\n"


def check(
    model: str | Path | type,
    scope: str | Iterable[str] | None = None,
    rules: str | Iterable[str] | None = None,
    options: Mapping[str, object] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    *,
    tokens: Mapping[str, int] | None = None,
    jobs: int = 1,
    engine: str = "auto",
    workers: int = 1,
    compact: bool = False,
    granularity: str = "merged",
    symmetry: bool = True,
    in_flight: int | str | None = None,
    accept_bounded: bool = False,
    after_violation: int | None = AFTER_VIOLATION,
) -> Report:
    """Check a model: a shipped driver's name, a path (``nic.py``, ``nic.py:Nic``) or its class.

    ``scope`` and ``rules`` choose by name (rules also by pattern: ``"pause.*"``), default all;
    ``options`` widen or narrow the environment; ``tokens`` are numbers of tokens by class, where
    they are not to be those of the scope; ``engine``, ``workers`` and ``compact`` say how to
    search (:func:`miniport.checker.engines.searched`); ``granularity="statement"`` makes each
    statement a step, and ``symmetry=False`` tells interchangeable tokens apart: many more states,
    the same verdicts.  ``in_flight`` bounds how many callbacks are in flight at once, or is
    ``"all"``; None is what the scope says: far fewer states, and nothing holds for more;
    ``accept_bounded`` makes that ``ok``.
    ``after_violation`` is how many states a scope is still explored once a rule is broken in it,
    None for all: what follows is mostly consequence.  ``jobs`` above 1 starts worker processes:
    the calling script then needs the usual ``if __name__ == "__main__":``.

    Raises :class:`~miniport.checker.errors.ModelError` if the model is wrong and
    :class:`~miniport.checker.errors.UsageError` if a name is.
    """
    if in_flight is not None and in_flight != "all" and (
        isinstance(in_flight, str) or in_flight < 1
    ):
        raise UsageError(f'in_flight is a number above zero, "all", or None, not {in_flight!r}')
    tasks = [
        replace(
            task, engine=engine, workers=workers, compact=compact, granularity=granularity,
            symmetry=symmetry, in_flight=asked_bound(task.scope, in_flight),
        )
        for task in plan(
            [model], _names(scope), _names(rules), options or {},
            replace(limits, after_violation=after_violation), tokens,
        )
    ]
    results: list[ScopeResult] = []
    for outcome in run_tasks(tasks, jobs, _Silent()):
        if isinstance(outcome, Exception):
            raise outcome
        results.append(outcome)
    return Report(tuple(results), accept_bounded)


def plan(
    models: Iterable[str | Path | type],
    scopes: Iterable[str],
    rules: Iterable[str],
    options: Mapping[str, object],
    limits: Limits,
    tokens: Mapping[str, int] | None = None,
) -> list[Task]:
    """The tasks of a run; every name in it is known to exist."""
    files = [find_model(model) for model in models]
    scopes, rules = tuple(scopes), tuple(rules)
    values = checked_options(options)
    if tokens:
        for file in files:
            checked_tokens(tokens, token_classes(file.path))
    stems = [file.name for file in files]
    return [
        Task(
            file.path, file.class_name,
            file.name if stems.count(file.name) == 1 else file.path.as_posix(),
            scope, chosen_rules(rules, scope.ndis), values, limits,
        ).with_tokens(tokens or {})
        for file in files
        for scope in chosen_scopes(scopes, ndis_of(file.path, file.class_name))
    ]  # fmt: skip


def _names(given: str | Iterable[str] | None) -> tuple[str, ...]:
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)


class _Silent:
    """Watches nothing."""

    def progress(self, task: Task, progress: Progress) -> None:
        """Ignore it."""

    def finished(self, task: Task, outcome: Outcome) -> None:
        """Ignore it."""
