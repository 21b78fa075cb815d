"""Which actions of an activity, at one location, are enabled: decision trees.

Actions that leave one location mostly begin their guards alike (the ways through one statement):
what they have in common is tested once, and a test and its opposite become two branches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .certain import may_fault
from .ir.program import Action, Expr, Op, Program, Variable
from .values import never_taken

__all__ = ["Node", "Take", "Test", "by_place", "decisions"]

Pending = Sequence[tuple[int, tuple[Expr, ...]]]  # actions with what is left of their guards


@dataclass(frozen=True, slots=True)
class Take:
    """Here ``action`` (its index) is enabled."""

    action: int


@dataclass(frozen=True, slots=True)
class Test:
    """Go on with ``then`` if all ``conjuncts`` are true, else with ``otherwise``.

    If evaluating them faults, all actions in ``members`` end the run; ``otherwise`` is empty then.
    """

    __test__ = False  # not a class of pytest's

    conjuncts: tuple[Expr, ...]
    members: tuple[int, ...]
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()


Node = Take | Test


def by_place(program: Program) -> dict[int, dict[int, list[int]]]:
    """The actions (their indices, in order) by activity and by the location they leave; without
    those that are known to be never taken."""
    found: dict[int, dict[int, list[int]]] = {}
    for number, action in enumerate(program.actions):
        if never_taken(action):
            continue
        places = found.setdefault(action.activity, {})
        places.setdefault(action.source, []).append(number)
    return found


def decisions(
    actions: Sequence[Action], numbers: Sequence[int], variables: Sequence[Variable], deepest: int
) -> tuple[Node, ...]:
    """The tree for the actions ``numbers``; below depth ``deepest`` nothing is shared."""
    pending = [(number, actions[number].guard) for number in numbers]
    return tuple(_tree(pending, variables, deepest))


def _tree(pending: Pending, variables: Sequence[Variable], left: int) -> Iterator[Node]:
    groups: dict[Expr, list[tuple[int, tuple[Expr, ...]]]] = {}
    for number, guard in pending:
        if not guard:
            yield Take(number)
        elif left <= 0:
            yield Test(guard, (number,), (Take(number),))
        else:
            groups.setdefault(guard[0], []).append((number, guard[1:]))
    done: set[Expr] = set()
    for first, members in groups.items():
        if first in done:
            continue
        done.add(first)
        numbers = tuple(number for number, _ in members)
        opposite = Op("not", (first,))
        if opposite in groups.keys() - done and not may_fault(first, variables):
            done.add(opposite)
            yield Test(
                (first,), numbers, tuple(_tree(members, variables, left - 1)),
                tuple(_tree(groups[opposite], variables, left - 1)),
            )  # fmt: skip
            continue
        conjuncts = [first]
        while all(rest for _, rest in members) and len({rest[0] for _, rest in members}) == 1:
            conjuncts.append(members[0][1][0])
            members = [(number, rest[1:]) for number, rest in members]
        then = tuple(_tree(members, variables, left - 1))
        yield Test(tuple(conjuncts), numbers, then)
