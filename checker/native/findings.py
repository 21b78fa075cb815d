"""From numbers that machine code logged to violations: the shortest for each property."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..ir.program import Program
from ..races import Race, Races
from ..search import Violation
from . import slots as S
from .events import Event
from .workspace import Worker

__all__ = ["Findings"]


class Findings:
    """What workers saw, level by level; ``events`` are what their numbers mean.

    A violation in a step is as long as one in a state of the next level; of equally long ones the
    one in the state with the lowest number is kept.
    """

    def __init__(self, program: Program, races: Races, events: Sequence[Event]) -> None:
        self.program = program
        self.events = events
        self.violations: dict[str, Violation] = {}
        self.races: list[Race] = []
        self.bounded: set[int] = set()
        self.ended_by: set[str] = set()
        self._rule = races
        self._length: dict[str, tuple[int, int]] = {}
        self._pairs: set[frozenset[int]] = set()
        self._read: dict[int, tuple[int, int]] = {}

    def collect(self, workers: Iterable[Worker], level: int) -> None:
        """Take over what the workers logged while they expanded ``level``."""
        for number, worker in enumerate(workers):
            events, races = self._read.get(number, (0, 0))
            logged, seen = worker.logged, worker.races[: int(worker.own[S.RACES])]
            for event, state in logged[events:]:
                self._event(self.events[int(event)], int(state), level)
            for state, first, second in seen[races:]:
                self._race(int(state), int(first), int(second), level)
            self._read[number] = (len(logged), len(seen))

    def _event(self, event: Event, state: int, level: int) -> None:
        if event.kind == "bound":
            self.bounded.add(event.what)
            return
        named = event.kind in ("check", "fatal", "invariant")
        prop = self.program.properties[event.what].id if named else event.kind
        if event.action is not None and event.kind != "check":
            self.ended_by.add(prop)
        length = level + (event.action is not None)
        self._violated(prop, length, Violation(state, event.action))

    def _race(self, state: int, first: int, second: int, level: int) -> None:
        race = self._rule.race(first, second)
        pair = self._rule.pair(race)
        if pair not in self._pairs:  # another worker may have seen it too
            self._pairs.add(pair)
            self.races.append(race)
        if race.property is not None:
            prop = self.program.properties[race.property].id
            self._violated(prop, level, Violation(state, race=race))

    def _violated(self, prop: str, length: int, violation: Violation) -> None:
        rank = (length, violation.state)
        if prop not in self._length or rank < self._length[prop]:
            self._length[prop] = rank
            self.violations[prop] = violation
