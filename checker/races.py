"""Data races: two enabled steps of different activities, one writing the same plain memory.

Beside them, what merging statements has to know: steps of which only one accesses it plainly.

What can race is found once, from the access sets of the actions; a state races if two such
actions are enabled in it.  Actions that cannot be told apart by this rule (same activity, same
statement, same accesses) form one class, so that the pairs stay few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .ir.program import Action, Program, Span

__all__ = ["Race", "Races"]


@dataclass(frozen=True, slots=True)
class Race:
    """Two actions (by index) that race, the variables they race for, the property broken."""

    first: int
    second: int
    variables: tuple[int, ...]
    property: int | None


class Races:
    """The pairs of actions of ``program`` that race if ever enabled together.

    ``watched[i]`` is true while action ``i`` takes part in a pair not yet seen.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._judges = [i for i, p in enumerate(program.properties) if p.race_kinds]
        self.watched = bytearray(len(program.actions))
        self._class: list[int] = []
        self._rivals: list[set[int]] = []
        self._members: list[list[int]] = []
        if self._judges:
            self._classify()

    @property
    def judged(self) -> bool:
        """Whether any property asks about races."""
        return bool(self._judges)

    def possible(self, prop: int) -> bool:
        """Whether two actions of different activities touch the same memory under ``prop``."""
        return any(
            self._judge(self._members[c][0], self._members[d][0]) == prop
            for c, rivals in enumerate(self._rivals)
            for d in rivals
        )

    def _classify(self) -> None:
        classes: dict[object, int] = {}
        actions = self.program.actions
        touching: dict[int, tuple[set[int], set[int]]] = {}
        for number, action in enumerate(actions):
            written = action.plain_writes | action.other_writes
            touched = action.plain_reads | action.other_reads | written
            key: object = None  # all actions that touch no plain memory
            if touched:
                key = (action.activity, action.span, action.plain_reads, action.plain_writes,
                       action.other_reads, action.other_writes, action.acquired)
            mine = classes.setdefault(key, len(classes))
            self._class.append(mine)
            if mine == len(self._members):
                self._members.append([])
                self._rivals.append(set())
                for variable in touched:
                    users, writers = touching.setdefault(variable, (set(), set()))
                    users.add(mine)
                    if variable in written:
                        writers.add(mine)
            self._members[mine].append(number)
        activity = [actions[members[0]].activity for members in self._members]
        acquired = [actions[members[0]].acquired for members in self._members]
        for users, writers in touching.values():
            for writer in writers:
                for user in users:
                    if activity[user] != activity[writer] and not (
                        acquired[user] & acquired[writer]
                    ) and conflict(
                        actions[self._members[user][0]], actions[self._members[writer][0]]
                    ):
                        self._rivals[writer].add(user)
                        self._rivals[user].add(writer)
        for rivals, members in zip(self._rivals, self._members, strict=True):
            for number in members:
                self.watched[number] = bool(rivals)

    def matrix(self) -> tuple[np.ndarray, np.ndarray]:
        """For engines in machine code: the class of each action, and which classes race."""
        classes = np.array([*self._class, 0], dtype=np.uint32)
        rivals = np.zeros((len(self._rivals), len(self._rivals)), dtype=np.uint8)
        for mine, others in enumerate(self._rivals):
            rivals[mine, list(others)] = 1
        return classes, rivals

    def race(self, first: int, second: int) -> Race:
        """The race between two actions that conflict."""
        return self._race(first, second)

    def pair(self, race: Race) -> frozenset[int]:
        """The two classes of actions a race is between: it is reported once."""
        return frozenset({self._class[race.first], self._class[race.second]})

    def among(self, enabled: Iterable[int]) -> list[Race]:
        """The races between these actions, all enabled in one state, each reported once ever."""
        chosen: dict[int, int] = {}
        for number in enabled:
            chosen.setdefault(self._class[number], number)
        found = []
        for mine, number in chosen.items():
            for other in self._rivals[mine].intersection(chosen):
                found.append(self._race(number, chosen[other]))
                self._rivals[other].discard(mine)
                if not self._rivals[other]:
                    self._retire(other)
            self._rivals[mine].difference_update(chosen)
            if not self._rivals[mine]:
                self._retire(mine)
        return sorted(found, key=lambda race: (race.first, race.second))

    def _retire(self, mine: int) -> None:
        for number in self._members[mine]:
            self.watched[number] = 0

    def _race(self, first: int, second: int) -> Race:
        first, second = sorted((first, second))
        variables = conflict(self.program.actions[first], self.program.actions[second])
        return Race(first, second, variables, self._judge(first, second))

    def _judge(self, first: int, second: int) -> int | None:
        """The property responsible: the most specific one that lists a kind involved; None if
        one of the accesses is not plain."""
        actions, activities = self.program.actions, self.program.activities
        if not _plain_conflict(actions[first], actions[second]):
            return None
        kinds = {activities[actions[n].activity].kind for n in (first, second)}
        responsible = [
            judge for judge in self._judges
            if kinds.intersection(self.program.properties[judge].race_kinds)
        ]
        # "thread" is the kind of activities nothing special is said about.
        listed = [self.program.properties[judge].race_kinds for judge in responsible]
        ranks = [("thread" in kinds_, len(kinds_)) for kinds_ in listed]
        return min(zip(ranks, responsible, strict=True))[1] if responsible else None

    def spans(self, race: Race) -> tuple[tuple[str, Span | None, Span | None], ...]:
        """The race as people report it: (variable, statement, statement), one per variable that
        both access plainly."""
        actions = [self.program.actions[n] for n in (race.first, race.second)]
        spans = [action.span for action in actions]
        first, second = sorted(spans, key=lambda span: (span is not None, span or 0))
        plain = sorted(_plain_conflict(*actions))
        return tuple((self.program.variables[v].name, first, second) for v in plain)


def conflict(first: Action, second: Action) -> tuple[int, ...]:
    """The variables both actions touch, one of them plainly, at least one writing."""
    found = _plain_conflict(first, second)
    for one, other in ((first, second), (second, first)):
        found |= one.plain_writes & (other.other_reads | other.other_writes)
        found |= one.plain_reads & other.other_writes
    return tuple(sorted(found))


def _plain_conflict(first: Action, second: Action) -> frozenset[int]:
    return (first.plain_writes & (second.plain_reads | second.plain_writes)) | (
        second.plain_writes & first.plain_reads
    )
