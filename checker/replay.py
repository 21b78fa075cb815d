"""Replay a trace on its Program, with the definition: is it a run, and does it show its point?

Traces come from files, from other versions and from faster engines; none is believed before
this.  A mismatch is a fault of ours: CheckerBug.
"""

from __future__ import annotations

from .aims import of_the_graph
from .errors import CheckerBug
from .evaluate import evaluate, take
from .ir.program import Program
from .races import Races
from .trace import Trace
from .witness import advance, invariants_in

__all__ = ["replay", "shows"]


def replay(program: Program, trace: Trace) -> tuple[int, ...]:
    """The actions (indices) of ``trace``, a run of ``program`` that breaks its property.

    Raises CheckerBug if it is not such a run.
    """
    names = tuple(v.name for v in program.variables)
    if trace.variables != names:
        raise CheckerBug(f"the trace is not one of {program.name}: its variables differ")
    if trace.initial != program.initial:
        raise CheckerBug("the trace does not begin in the initial state")
    values = program.initial
    actions = []
    for number, step in enumerate(trace.steps):
        for index, action in enumerate(program.actions):
            if action.label == step.label and advance(program, values, action) == step:
                actions.append(index)
                break
        else:
            raise CheckerBug(f"step {number + 1} of the trace ({step.label}) cannot be taken so")
        values = step.values
    if trace.loop is not None:
        states = [trace.initial, *(step.values for step in trace.steps)]
        if not 0 <= trace.loop < len(states) or states[trace.loop] != states[-1]:
            raise CheckerBug("the loop of the trace does not close")
    if not shows(program, trace):
        raise CheckerBug(f"the trace is a run, but does not break {trace.property}")
    return tuple(actions)


def shows(program: Program, trace: Trace) -> bool:
    """Whether the end of ``trace`` breaks its property, as far as one run can tell.

    Properties of the whole graph (:mod:`.aims`) and reachability queries (property "") are not
    refuted by any single run.
    """
    prop = trace.property
    if prop == "" or of_the_graph(program, prop):
        return True
    last = trace.steps[-1].values if trace.steps else trace.initial
    if trace.steps and prop in trace.steps[-1].broken:
        return True
    if prop in invariants_in(program, last):
        return True
    enabled = [n for n, a in enumerate(program.actions) if take(program, a, last) is not None]
    if prop == "deadlock":
        return not enabled and not evaluate(program.final, last)
    races = Races(program)
    return races.judged and any(
        race.property is not None and program.properties[race.property].id == prop
        for race in races.among(enabled)
    )
