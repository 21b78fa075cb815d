"""What can be wrong in a state or a step, numbered: machine code reports numbers.

Each event is reported once per worker, the first time it happens, with the state it happens in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Event", "Events"]


@dataclass(frozen=True, slots=True)
class Event:
    """``kind`` and ``what`` as in :mod:`..interpreter`, or ``kind`` is ``"invariant"`` (``what``
    is the property) or ``"deadlock"``; ``action`` is None for what concerns the state itself."""

    kind: str
    action: int | None
    what: int = -1


class Events:
    """The events of a Program, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.all: list[Event] = []
        self._number: dict[Event, int] = {}

    def number(self, kind: str, action: int | None, what: int = -1) -> int:
        """The number of an event."""
        event = Event(kind, action, what)
        if event not in self._number:
            self._number[event] = len(self.all)
            self.all.append(event)
        return self._number[event]

    def several(self, events: Sequence[Event]) -> int:
        """Number these one after the other; the number of the first."""
        self.all += events
        return len(self.all) - len(events)

    def __len__(self) -> int:
        return len(self.all)
