"""Which symmetries that a Program declares it has.

A symmetry is one if every exchange of two neighbouring members maps the Program to itself: its
initial state, actions, invariants, homes and final states.  These exchanges generate all
permutations, so then every permutation maps runs to runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ..ir.program import Program, Symmetry
from ..witness import place
from .exchange import Asymmetric, Exchange, Forms

__all__ = ["Verified", "verified"]


@dataclass(frozen=True)
class Verified:
    """The symmetries that ``program`` has, and what is wrong with the others, in words.

    ``orbits[a]`` is the first action that an exchange can make of action ``a``.
    """

    symmetries: tuple[Symmetry, ...]
    broken: tuple[str, ...]
    orbits: tuple[int, ...]


def verified(program: Program) -> Verified:
    """Look at each symmetry of ``program``; names of members of broken ones are mere numbers."""
    written: set[int] = {v for action in program.actions for v in action.writes}
    written |= {
        program.activities[a.activity].counter for a in program.actions if a.source != a.target
    }
    # Where nothing ever changes there is nothing to exchange.
    symmetries = [
        s for s in program.symmetries
        if len(s.members) > 1 and written.intersection(chain(s.references, *s.members))
    ]
    broken: list[str] = []
    while True:
        orbits = list(range(len(program.actions)))
        for number, symmetry in enumerate(symmetries):
            reason = _reason(program, symmetries, number, orbits)
            if reason:
                broken.append(f"{symmetry.name}: {reason}")
                # Whoever relied on these names being names has to be looked at again.
                del symmetries[number]
                break
        else:
            return Verified(tuple(symmetries), tuple(broken), tuple(_roots(orbits)))


def _reason(
    program: Program, symmetries: Sequence[Symmetry], number: int, orbits: list[int]
) -> str:
    """Why a symmetry is broken, "" if it is not; joins the ``orbits`` of the actions."""
    forms: Forms = {}
    symmetry = symmetries[number]
    reason = _shared(program, symmetries, number)
    if reason:
        return reason
    for m in range(len(symmetry.members) - 1):
        same = Exchange(program, symmetries, forms)
        other = Exchange(program, symmetries, forms, number, m)
        reason = _places(program, symmetry, m) or _moved(program, same, other)
        if reason:
            return reason
        try:
            reason = _actions(program, same, other, orbits)
        except Asymmetric as found:
            return str(found)
        if reason:
            return reason
    return ""


def _shared(program: Program, symmetries: Sequence[Symmetry], number: int) -> str:
    """A variable must belong to one thing, and name things of one kind."""
    members = [v for s in symmetries for member in s.members for v in member]
    references = [v for s in symmetries for v in s.references]
    mine = symmetries[number]
    for variables, chosen, what in (
        (members, {v for member in mine.members for v in member}, "belongs to two things"),
        (references, set(mine.references), "names things of two kinds"),
    ):
        for variable, count in Counter(variables).items():
            if count > 1 and variable in chosen:
                return f"{program.variables[variable].name} {what}"
    return ""


def _places(program: Program, symmetry: Symmetry, one: int) -> str:
    """Members must be made of the same kinds of variables."""
    variables = program.variables
    for left, right in zip(symmetry.members[one], symmetry.members[one + 1], strict=True):
        a, b = variables[left], variables[right]
        if (a.low, a.high, a.checked, a.shared) != (b.low, b.high, b.checked, b.shared):
            return f"{a.name} and {b.name} have different values"
    for variable in symmetry.references:
        v = variables[variable]
        if v.low > symmetry.first or v.high < symmetry.first + len(symmetry.members) - 1:
            return f"{v.name} cannot name all of them"
    return ""


def _moved(program: Program, same: Exchange, other: Exchange) -> str:
    """Activities, the initial state and what is asked of states must stay what they are."""
    if other.state(program.initial) != program.initial:
        return "they differ in the initial state"
    for number, activity in enumerate(program.activities):
        moved = other.variable(activity.counter)
        if moved == activity.counter:
            continue
        if activity.home is not None:
            return f"{activity.name} must be able to come home"
        partner = program.activities[other.activity(number)]
        if (partner.kind, len(partner.locations)) != (activity.kind, len(activity.locations)):
            return f"{activity.name} and {partner.name} are different"
    try:
        for activity in program.activities:
            if activity.home is not None and other.normal(activity.home) != same.normal(
                activity.home
            ):
                return f"where {activity.name} is at home tells them apart"
        for goal in program.goals:
            if other.normal(goal.condition) != same.normal(goal.condition):
                return f"what {program.properties[goal.property].id} asks for tells them apart"
        if other.normal(program.final) != same.normal(program.final):
            return "final states tell them apart"
        sides = [
            Counter((i.property, exchange.normal(i.premise), exchange.normal(i.condition))
                    for i in program.invariants)
            for exchange in (same, other)
        ]
    except Asymmetric as found:
        return str(found)
    for prop, _, _ in sides[0] - sides[1]:
        return f"{program.properties[prop].id} tells them apart"
    return ""


def _actions(program: Program, same: Exchange, other: Exchange, orbits: list[int]) -> str:
    """The actions must be the same ones; those that become each other are of one orbit."""
    at: dict[int, list[int]] = {}
    for number, action in enumerate(program.actions):
        at.setdefault(same.action(action), []).append(number)
    for number, action in enumerate(program.actions):
        try:
            partners = at.get(other.action(action))
        except Asymmetric as found:
            raise Asymmetric(f"{found} at {place(action)}") from None
        if not partners:
            return f"what is done to one is not done to the other at {place(action)}"
        _join(orbits, number, partners.pop())
    return ""


def _join(orbits: list[int], one: int, other: int) -> None:
    a, b = _root(orbits, one), _root(orbits, other)
    orbits[max(a, b)] = min(a, b)


def _root(orbits: list[int], number: int) -> int:
    while orbits[number] != number:
        orbits[number] = orbits[orbits[number]]
        number = orbits[number]
    return number


def _roots(orbits: list[int]) -> list[int]:
    return [_root(orbits, number) for number in range(len(orbits))]
