"""Which variables follow from where an activity is: constants, per location.

A variable that only one activity writes often has one value wherever that activity is: what an
entry point set when it was entered, a local that is not in use.  States need not store it.

Found by propagating constants along the actions of the activity, all its variables at once
(G. A. Kildall, "A unified approach to global program optimization", POPL 1973).
"""

from __future__ import annotations

from .decision import by_place
from .evaluate import Fault, evaluate
from .ir.program import Action, Expr, Program
from .walk import arrays, reads_of

__all__ = ["determined"]

Known = dict[int, int]
"""The variables with one value, at some location."""


def determined(program: Program) -> dict[int, tuple[int, tuple[int, ...]]]:
    """For each variable that follows from a program counter: the activity, and the value at each
    of its locations (0 at those that cannot be reached)."""
    candidates = _candidates(program)
    found = {}
    for activity, places in by_place(program).items():
        mine = candidates.get(activity)
        if not mine:
            continue
        known = _propagate(program, activity, places, mine)
        for variable in mine:
            if all(variable in at for at in known.values()):
                size = len(program.activities[activity].locations)
                table = tuple(known.get(place, {}).get(variable, 0) for place in range(size))
                found[variable] = activity, table
    return found


def _candidates(program: Program) -> dict[int, set[int]]:
    """The variables that only one activity writes, by activity; without those that are found by
    an index, those that belong to interchangeable things, and program counters."""
    writers: dict[int, set[int]] = {}
    for action in program.actions:
        for update in action.updates:
            writers.setdefault(update.variable, set()).add(action.activity)
    for base, size in arrays(program):
        for variable in range(base, base + size):
            writers.pop(variable, None)
    for symmetry in program.symmetries:
        for variable in (*symmetry.references, *(v for m in symmetry.members for v in m)):
            writers.pop(variable, None)
    for one in program.activities:
        writers.pop(one.counter, None)
    found: dict[int, set[int]] = {}
    for variable, activities in writers.items():
        if len(activities) == 1:
            found.setdefault(activities.pop(), set()).add(variable)
    return found


def _propagate(
    program: Program, activity: int, places: dict[int, list[int]], mine: set[int]
) -> dict[int, Known]:
    """What is known at each location that can be reached."""
    counter = program.activities[activity].counter
    start = program.variables[counter].initial
    known: dict[int, Known] = {start: {v: program.variables[v].initial for v in mine}}
    values = _Values(len(program.variables))
    todo = [start]
    while todo:
        here = todo.pop()
        for number in places.get(here, ()):
            action = program.actions[number]
            after = values.step(program, action, {**known[here], counter: here})
            if after is None:
                continue
            target = after[counter]
            # What others write, too, is not known any more when the next action is taken.
            after = {v: value for v, value in after.items() if v in mine}
            before = known.get(target)
            merged = after if before is None else {
                v: value for v, value in before.items() if after.get(v) == value
            }
            if before is None or len(merged) < len(before):
                known[target] = merged
                if target not in todo:
                    todo.append(target)
    return known


class _Values:
    """Evaluates what can be evaluated of an action where some variables are known."""

    def __init__(self, size: int) -> None:
        self._values = [0] * size
        self._reads: dict[Expr, frozenset[int]] = {}

    def step(self, program: Program, action: Action, known: Known) -> Known | None:
        """What is known behind an action; None if it cannot be taken."""
        for variable, value in known.items():
            self._values[variable] = value
        after = dict(known)
        for conjunct in action.guard:
            if self.value(conjunct, known) == 0:
                return None
        after[program.activities[action.activity].counter] = action.target
        for update in action.updates:
            found = self.value(update.value, known)
            limits = program.variables[update.variable]
            if found is not None and limits.low <= found <= limits.high:
                after[update.variable] = found
            else:
                after.pop(update.variable, None)
        return after

    def value(self, expr: Expr, known: Known) -> int | None:
        """The value of an expression that reads known variables only, else None."""
        reads = self._reads.get(expr)
        if reads is None:
            reads = self._reads[expr] = reads_of(expr)
        if not reads <= known.keys():
            return None
        try:
            return evaluate(expr, self._values)
        except Fault:
            return None

