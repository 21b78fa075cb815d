"""A bound on how many activities are in flight at once: a Program that does a part of the same.

An activity that is ``bounded`` *rests* where it begins and waits for work, and is *inside*
wherever it goes on by itself: the actions that leave the place are enabled in every state, but
for locks they take (who spins is not out of the way).  Anywhere else it is *parked*: somebody
else has to let it go on, and it does not count.  Only a step from rest to inside is stopped, as
long as as many as the bound are inside; who is in flight always goes on, also from where it was
parked, so that the bound never comes between those who wait for each other.

Nothing is found that the Program itself would not do.  Every step of the bounded Program is one
of the Program, so what breaks a check or an invariant, or races, does so there.  A state in which
the bound stops somebody counts as final and as home of everyone: so where nothing is enabled, or
somebody can never come home, nobody is stopped in any state that can be reached from there, the
future is the one it has in the Program, and so is the defect.  None of this depends on telling
well who is inside.

Where nobody is ever stopped the bounded Program does all the Program does.  The property
:data:`BOUND`, which always holds, is reached if somebody is stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from .certain import may_fault
from .decision import by_place
from .exhaustive import leave_nothing_open
from .ir.program import (
    Action,
    Const,
    Expr,
    Invariant,
    Op,
    Program,
    Property,
    Read,
    Update,
    Variable,
)
from .simplify import TRUE, make
from .value_sets import Values
from .values import collected

__all__ = ["BOUND", "bounded"]

BOUND = "in flight"
"""The property whose premise is that somebody is stopped by the bound."""


@dataclass(frozen=True, slots=True)
class _Places:
    """The locations of a bounded activity: where it rests, and where it is inside."""

    rest: frozenset[int]
    inside: frozenset[int]

    def begins(self, action: Action) -> bool:
        """Whether the activity goes from rest to inside."""
        return action.source in self.rest and action.target in self.inside

    def change(self, action: Action) -> int:
        """How many are inside after a step, more than before."""
        return int(action.target in self.inside) - int(action.source in self.inside)


def bounded(program: Program, most: int) -> Program:
    """``program``, in which an activity begins only while fewer than ``most`` (1 or more) are
    inside; itself if it has no activity that is ``bounded`` and ever begins.

    The new variable, the last, counts those inside, which may be more than ``most``: some were
    parked when others began.
    """
    places = _places(program)
    if not any(p.begins(a) for a in program.actions if (p := places.get(a.activity))):
        return program
    count = len(program.variables)
    room = Op("<", (Read(count), Const(most)))
    actions, wishes = [], []
    for action in program.actions:
        found = places.get(action.activity)
        if found is not None and found.begins(action):
            wishes.append(_wish(program, action))
            action = replace(
                action, guard=(room, *action.guard), reads=action.reads | {count}
            )
        change = found.change(action) if found is not None else 0
        actions.append(_counted(action, count, change) if change else action)
    stopped = make("and", Op("<=", (Const(most), Read(count))), make("or", *wishes))
    inside = Variable("in flight", 0, len(places), 0)
    return replace(
        program,
        variables=(*program.variables, inside),
        actions=tuple(actions),
        activities=tuple(
            a if a.home is None else replace(a, home=make("or", stopped, a.home))
            for a in program.activities
        ),
        properties=(*program.properties, Property(BOUND)),
        invariants=(*program.invariants, Invariant(len(program.properties), stopped, TRUE)),
        final=make("or", stopped, program.final),
        goals=tuple(
            replace(g, condition=make("or", stopped, g.condition)) for g in program.goals
        ),
    )


def _places(program: Program) -> Mapping[int, _Places]:
    """For each bounded activity that can move, by its index."""
    values = collected(program).sets
    found = {}
    for number, at in by_place(program).items():
        activity = program.activities[number]
        if not activity.bounded:
            continue
        start = program.variables[activity.counter].initial
        steps = {place: [program.actions[n] for n in numbers] for place, numbers in at.items()}
        inside = {p for p, actions in steps.items() if p != start and _goes_on(actions, values)}
        rest, pending = {start}, [start]
        while pending:
            ways = {a.target for a in steps.get(pending.pop(), ())} - inside - rest
            rest |= ways
            pending += ways
        found[number] = _Places(frozenset(rest), frozenset(inside))
    return found


def _goes_on(actions: Sequence[Action], values: Sequence[Values]) -> bool:
    """Whether one of the actions that leave a place is always enabled, but for locks."""
    return any(a.acquired for a in actions) or leave_nothing_open(
        [a.guard for a in actions], values
    )


def _wish(program: Program, action: Action) -> Expr:
    """Whether ``action`` is enabled, as far as that can be asked without a fault (if one comes
    first, more often)."""
    here = Op("==", (Read(program.activities[action.activity].counter), Const(action.source)))
    asked = takewhile(lambda e: not may_fault(e, program.variables), action.guard)
    return make("and", here, *asked)


def _counted(action: Action, count: int, change: int) -> Action:
    counted = Update(count, Op("+" if change > 0 else "-", (Read(count), Const(1))))
    return replace(
        action, updates=(*action.updates, counted), reads=action.reads | {count},
        writes=action.writes | {count},
    )  # fmt: skip
