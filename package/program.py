"""The Program of a task, as ``check`` explores it: for exports, and for whoever looks at it."""

from __future__ import annotations

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model, memory
from miniport.checker.ir.program import Program
from miniport.specs import all_rules
from miniport.task import Task

__all__ = ["program_of"]


def program_of(
    task: Task, *, granularity: str = "merged", look_for_races: bool = True
) -> Program:
    """The Program whose states :func:`~miniport.task.run_task` counts.

    Statements are merged as if there were no data races; whether there are, and what they touch,
    only a search can tell (:mod:`miniport.task`).  Without ``look_for_races`` the Program
    is that of a driver that has none; where no statements are merged there is no difference.
    """
    judges = tuple(r for r in all_rules().values() if r.races and r not in task.rules)
    exposed: frozenset[str] = frozenset()
    while True:
        program = compile_model(
            task.path, task.class_name, scope=task.scope, rules=(*task.rules, *judges),
            options=task.options, granularity=granularity, exposed=exposed,
        ).program  # fmt: skip
        if granularity != "merged" or not look_for_races:
            return program
        found = explore(program, check_progress=False)
        racing = {memory(name) for name, _, _ in found.races} - exposed
        if not racing:
            return program
        exposed |= racing
