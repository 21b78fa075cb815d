"""The property "progress": every activity can always come home again.

An activity may have a predicate ``home`` over states; from every reachable state, some state in
which it is true must stay reachable.  (In CTL: AG EF home, for each activity.)  This finds what a
search for deadlocks cannot see in a rich model: a part that is stuck while others go on for ever.

Backward reachability over the whole graph kept by :mod:`.search`, in numpy: from the states at
home along all edges, level by level; what is not reached is stuck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .evaluate import Fault
from .ir.program import Expr, Program
from .witness import place

if TYPE_CHECKING:
    from .search import Search

__all__ = ["Stuck", "stuck_state", "stuck_text"]


@dataclass(frozen=True, slots=True)
class Stuck:
    """The nearest state from which an activity can never come home."""

    state: int
    detail: str


def stuck_state(search: Search) -> Stuck | None:
    """The first state (hence one nearest to the initial state) without progress, if any."""
    incoming = _Incoming(search)
    found: list[tuple[int, int]] = []
    for number, activity in enumerate(search.program.activities):
        if activity.home is None:
            continue
        stuck = np.flatnonzero(~incoming.closure(_where(search, activity.home)))
        if len(stuck):
            found.append((int(stuck[0]), number))
    if not found:
        return None
    state, number = min(found)
    values = search.interpreter.unpack(search.states[state])
    return Stuck(state, stuck_text(search.program, values, number))


def _where(search: Search, home: Expr) -> np.ndarray:
    """For each state, whether ``home`` is true in it."""
    is_home = search.interpreter.compile_truth(home)
    result = np.zeros(len(search.states), dtype=bool)
    for index, state in enumerate(search.states):
        try:
            result[index] = bool(is_home(state))
        except Fault:  # An index out of range: certainly not at home.
            continue
    return result


class _Incoming:
    """The edges of the graph by target: the sources of the edges into state ``n`` are
    ``sources[start[n]:start[n + 1]]``."""

    def __init__(self, search: Search) -> None:
        count = len(search.states)
        first = np.frombuffer(search.first, dtype=np.uint64).astype(np.int64)
        targets = np.array(search.targets, dtype=np.uint32)
        sources = np.repeat(np.arange(count, dtype=np.uint32), np.diff(first))
        self.sources = sources[np.argsort(targets, kind="stable")]
        self.start = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(targets, minlength=count), out=self.start[1:])

    def closure(self, goal: np.ndarray) -> np.ndarray:
        """For each state, whether a state in ``goal`` can be reached from it."""
        able = goal.copy()
        level = np.flatnonzero(goal)
        while len(level):
            starts, lengths = self.start[level], self.start[level + 1] - self.start[level]
            total = int(lengths.sum())
            if not total:
                break
            # All edges into the level: for each of its states a run of consecutive positions.
            shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
            before = np.unique(self.sources[np.arange(total) + shift])
            level = before[~able[before]]
            able[level] = True
        return able


def stuck_text(program: Program, values: Sequence[int], number: int) -> str:
    """In one sentence, which activity is stuck in a state, and where."""
    activity = program.activities[number]
    location = values[activity.counter]
    name = str(location)
    if 0 <= location < len(activity.locations):
        name = activity.locations[location]
    for action in program.actions:
        if action.activity == number and action.source == location and action.span:
            name = f"{name} ({place(action)})"
            break
    return f"{activity.name} can never come home again from {name}"
