"""The Program of a task, as ``check`` explores it: for exports, and for whoever looks at it."""

from __future__ import annotations

from miniport.checker.explore import explore
from miniport.checker.in_flight import bounded
from miniport.checker.ir.program import Program
from miniport.checker.result import Exploration, Limits
from miniport.task import Task, compile_and_search, compile_task

__all__ = ["program_of"]


def program_of(task: Task, *, look_for_races: bool = True) -> Program:
    """The Program whose states :func:`~miniport.task.run_task` counts, at last.

    Statements are merged as if there were no data races; whether there are, and what they touch,
    only a search can tell (:mod:`miniport.task`).  Without ``look_for_races`` the Program
    is that of a driver that has none; where no statements are merged there is no difference.
    """
    if task.granularity != "merged" or not look_for_races:
        return _bounded(task, compile_task(task).program)

    limits = Limits(after_violation=task.limits.after_violation)

    def search(program: Program, stop_on: frozenset[str]) -> Exploration:
        return explore(_bounded(task, program), limits, stop_on=stop_on, check_progress=False)

    compiled, _ = compile_and_search(task, search)
    return _bounded(task, compiled.program)


def _bounded(task: Task, program: Program) -> Program:
    return program if task.in_flight is None else bounded(program, task.in_flight)
