"""A Trace from a list of actions: the run is executed again with the definition.

Every state of the run is computed by :mod:`.evaluate`, not taken from the search: a trace that
is shown has been confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .errors import CheckerBug
from .evaluate import Fault, broken_invariants, evaluate, take
from .ir.program import Action, Program, Variable
from .trace import Step, Trace

__all__ = [
    "advance", "broken_by", "deadlocked", "fault_text", "invariants_in", "place", "run", "shown",
    "witness",
]  # fmt: skip


def witness(
    program: Program, actions: Iterable[int], prop: str, detail: str = "", scope: str = ""
) -> Trace:
    """The Trace of the run that takes ``actions`` (indices) one after the other."""
    steps = run(program, [program.actions[number] for number in actions])
    return Trace(
        model=program.name, scope=scope, property=prop, detail=detail,
        variables=tuple(v.name for v in program.variables),
        lows=tuple(v.low for v in program.variables),
        labels=tuple(v.labels for v in program.variables),
        initial=program.initial, steps=tuple(steps),
    )


def run(program: Program, actions: Sequence[Action]) -> list[Step]:
    """The steps of a run; an action that is not enabled where it is taken is our bug."""
    values = program.initial
    steps: list[Step] = []
    for number, action in enumerate(actions):
        step = advance(program, values, action)
        if step is None:
            raise CheckerBug(f"step {number + 1} ({action.label}) of a run is not enabled")
        steps.append(step)
        values = step.values
    return steps


def advance(program: Program, values: Sequence[int], action: Action) -> Step | None:
    """The step that takes ``action`` in the state ``values``; None if it is not enabled.

    ``broken`` are its failed checks, the invariants that hold before it and not after it, and
    "range", "index" or "bound" if the run ends in it.  Where the run ends in a step, be it in
    such a fault or in a fatal property, its ``values`` are those before it.
    """
    outcome = take(program, action, values)
    if outcome is None:
        return None
    broken = [program.properties[prop].id for prop in outcome.broken]
    after = outcome.values
    if after is None:
        after = tuple(values)
        if outcome.fault is not None:
            broken.append(outcome.fault.kind)
    else:
        before = invariants_in(program, values)
        broken += [prop for prop in invariants_in(program, after) if prop not in before]
    return _step(program, action, values, after, tuple(dict.fromkeys(broken)))


def invariants_in(program: Program, values: Sequence[int]) -> tuple[str, ...]:
    """The ids of the invariants broken in a state."""
    try:
        return tuple(program.properties[p].id for p in broken_invariants(program, values))
    except Fault as fault:
        return (fault.kind,)


def broken_by(program: Program, number: int, values: Sequence[int]) -> tuple[str, ...]:
    """What taking action ``number`` breaks: properties by their ids, and the kind of a fault."""
    outcome = take(program, program.actions[number], values)
    if outcome is None:
        return ()
    broken = tuple(program.properties[p].id for p in outcome.broken)
    return broken if outcome.fault is None else (*broken, outcome.fault.kind)


def deadlocked(program: Program, values: Sequence[int]) -> bool:
    """Whether nothing is enabled in a state, and the run is not over; raises Fault ("index")."""
    moving = any(take(program, action, values) is not None for action in program.actions)
    return not moving and not evaluate(program.final, values)


def _step(
    program: Program, action: Action, before: Sequence[int], after: tuple[int, ...],
    broken: tuple[str, ...],
) -> Step:
    changes = []
    for variable, old, new in zip(program.variables, before, after, strict=True):
        if old != new:
            changes.append((variable.name, shown(variable, old), shown(variable, new)))
    return Step(
        activity=program.activities[action.activity].name, label=action.label,
        message=action.message, span=action.span, statements=action.statements,
        choices=tuple(choice.text for choice in action.choices), changes=tuple(changes),
        values=after, broken=broken,
    )


def shown(variable: Variable, value: int) -> str:
    """A value of ``variable`` as people read it."""
    offset = value - variable.low
    return variable.labels[offset] if 0 <= offset < len(variable.labels) else str(value)


def place(action: Action) -> str:
    """Where the statement of an action is: ``file:line``, or its label."""
    return f"{action.span.file}:{action.span.line}" if action.span else action.label


def fault_text(program: Program, action: Action, fault: Fault) -> str:
    """In one sentence, why a run ends in ``action``."""
    if fault.kind == "index":
        array = f" of {program.variables[fault.variable].name}" if fault.variable >= 0 else ""
        return f"at {place(action)} the index {fault.value}{array} is out of range"
    variable = program.variables[fault.variable]
    return (
        f"at {place(action)} {variable.name} would become {fault.value},"
        f" outside {variable.low}..{variable.high}"
    )
