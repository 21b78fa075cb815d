"""What must stay within reach from every reachable state: homes of activities, and goals.

An activity may have a predicate ``home`` over states: some state in which it is true must stay
reachable (in CTL: AG EF home; all of them are the property "progress").  A goal asks for more: it
must stay reachable by steps that are bound to happen, those that are not ``optional``.  So what
somebody may do, but need not, does not excuse who waits for ever.  This is weaker than "under
fairness it comes about": some order of the steps that are bound to happen leads there, perhaps
not every one.
"""

from __future__ import annotations

from dataclasses import dataclass

from .ir.program import Expr, Program
from .simplify import make

__all__ = ["OPTIONAL", "Aim", "Judged", "Stuck", "aims", "all_at_once", "of_the_graph"]

OPTIONAL = 1 << 31
"""The bit of an edge that says: the step is optional.  The others number its target."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A condition over states that must stay within reach: the home of ``activity``, by any steps,
    or, if that is None, a goal, by those that are bound to happen."""

    property: str
    condition: Expr
    activity: int | None = None


@dataclass(frozen=True, slots=True)
class Stuck:
    """The nearest state from which an aim of ``property`` is out of reach."""

    property: str
    state: int
    detail: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a search knows of its aims: where one is out of reach, a state for each property, and
    the properties of goals that some state had not reached (the others were never put to the
    test)."""

    stuck: tuple[Stuck, ...] = ()
    open: frozenset[str] = frozenset()


def aims(program: Program) -> tuple[Aim, ...]:
    """All of them: homes first."""
    homes = [
        Aim("progress", activity.home, number)
        for number, activity in enumerate(program.activities)
        if activity.home is not None
    ]
    goals = [Aim(program.properties[g.property].id, g.condition) for g in program.goals]
    return (*homes, *goals)


def all_at_once(program: Program) -> Expr:
    """The condition that all aims are met in the same state."""
    return make("and", *(aim.condition for aim in aims(program)))


def of_the_graph(program: Program, property: str) -> bool:
    """Whether no single run, only the whole graph, can break the property."""
    return property == "progress" or any(
        program.properties[goal.property].id == property for goal in program.goals
    )
