"""Equal expressions of ways as one object (:mod:`..unique`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..ir.program import Update
from ..unique import Unique
from .actions import Automaton, Way

__all__ = ["shared"]


def shared(automata: Iterable[Automaton], unique: Unique) -> tuple[Automaton, ...]:
    """The same automata; their expressions are those that ``unique`` gives."""
    return tuple(replace(a, ways=tuple(_way(w, unique) for w in a.ways)) for a in automata)


def _way(way: Way, unique: Unique) -> Way:
    return replace(
        way,
        guard=tuple(map(unique, way.guard)),
        updates=tuple(Update(u.variable, unique(u.value)) for u in way.updates),
        checks=tuple((p, unique(premise), unique(condition), span)
                     for p, premise, condition, span in way.checks),
    )
