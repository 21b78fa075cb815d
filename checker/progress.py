"""Whether the aims of a Program (:mod:`.aims`) stay within reach, on the graph kept by
:mod:`.search`.

Backward reachability over the whole graph, in numpy: from the states that meet an aim along all
edges, or those that are bound to happen, level by level; what is not reached is stuck.  First all
aims are asked for at once: where everything comes to rest in the same state, each does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .aims import OPTIONAL, Aim, Judged, Stuck, aims
from .evaluate import Fault
from .ir.program import Expr, Program
from .witness import place

if TYPE_CHECKING:
    from .search import Search

__all__ = ["judged", "nearest", "stuck_text"]


def judged(search: Search) -> Judged:
    """What is stuck, and which goals were open anywhere."""
    found = aims(search.program)
    met = [_where(search, aim.condition) for aim in found]
    open_ = frozenset(
        aim.property for aim, there in zip(found, met, strict=True)
        if aim.activity is None and not there.all()
    )
    bound = _Incoming(search, optional=False)
    if not found or bound.closure(np.logical_and.reduce(met)).all():
        return Judged((), open_)
    any_ = _Incoming(search, optional=True)
    lost: list[tuple[int, int]] = []
    for number, (aim, there) in enumerate(zip(found, met, strict=True)):
        edges = bound if aim.activity is None else any_
        stuck = np.flatnonzero(~edges.closure(there))
        if len(stuck):
            lost.append((int(stuck[0]), number))
    return Judged(nearest(search.program, found, sorted(lost), search.values), open_)


def nearest(
    program: Program, found: Sequence[Aim], lost: Sequence[tuple[int, int]],
    values: Callable[[int], Sequence[int]],
) -> tuple[Stuck, ...]:
    """For each property the first of the states ``lost`` (each with the number of its aim), which
    are in order; ``values`` gives the values of the variables in a state."""
    stuck: dict[str, Stuck] = {}
    for state, number in lost:
        aim = found[number]
        if aim.property not in stuck:
            text = stuck_text(program, values(state), aim)
            stuck[aim.property] = Stuck(aim.property, state, text)
    return tuple(stuck.values())


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

    def __init__(self, search: Search, *, optional: bool) -> None:
        count = len(search.states)
        first = np.frombuffer(search.first, dtype=np.uint64).astype(np.int64)
        targets = np.array(search.targets, dtype=np.uint32)
        sources = np.repeat(np.arange(count, dtype=np.uint32), np.diff(first))
        if not optional:
            bound = targets < OPTIONAL
            targets, sources = targets[bound], sources[bound]
        targets = targets & np.uint32(OPTIONAL - 1)
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


def stuck_text(program: Program, values: Sequence[int], aim: Aim) -> str:
    """In one sentence, what is out of reach in a state, and from where."""
    if aim.activity is None:
        waiting = "; ".join(
            f"{a.name} at {_location(program, values, number)}"
            for number, a in enumerate(program.activities)
            if values[a.counter] != program.variables[a.counter].initial
        )
        return f"nothing that is bound to happen leads to what {aim.property} asks for: {waiting}"
    activity = program.activities[aim.activity]
    name = _location(program, values, aim.activity)
    return f"{activity.name} can never come home again from {name}"


def _location(program: Program, values: Sequence[int], number: int) -> str:
    """Where an activity is, for people."""
    activity = program.activities[number]
    location = values[activity.counter]
    name = str(location)
    if 0 <= location < len(activity.locations):
        name = activity.locations[location]
    for action in program.actions:
        if action.activity == number and action.source == location and action.span:
            return f"{name} ({place(action)})"
    return name
