"""Tasks in worker processes: order, errors, and workers that die."""

from __future__ import annotations

import os
from dataclasses import replace

from miniport import Limits, ScopeResult, UsageError, Verdict
from miniport.facade import plan
from miniport.run import run_tasks


class _Watch:
    def __init__(self) -> None:
        self.done: list[str] = []

    def progress(self, task, progress) -> None:
        assert progress.states >= 0

    def finished(self, task, outcome) -> None:
        self.done.append(task.title)


class _Deadly:
    """Ends the process that unpickles it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_an_error_keeps_its_place(quiet, tmp_path) -> None:
    tasks = plan([quiet], ["lifecycle", "shutdown"], [], {}, Limits())
    tasks[0] = replace(tasks[0], path=tmp_path / "gone.py")
    for jobs in (1, 2):
        watch = _Watch()
        first, second = run_tasks(tasks, jobs, watch)
        assert isinstance(first, UsageError) and "gone.py" in str(first)
        assert isinstance(second, ScopeResult) and second.scope == "shutdown"
        assert sorted(watch.done) == sorted(task.title for task in tasks)


def test_a_dead_worker_is_incomplete(quiet) -> None:
    tasks = plan([quiet], ["lifecycle", "shutdown"], [], {}, Limits())
    tasks[1] = replace(tasks[1], options={"late_sends": _Deadly()})
    outcomes = run_tasks(tasks, 2, _Watch())
    last = outcomes[1]
    assert isinstance(last, ScopeResult) and last.verdict is Verdict.INCOMPLETE
    assert "--max-memory" in last.exploration.limit
