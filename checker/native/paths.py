"""The way to a state, found again: which batch it was found in, whose child it is, by which step.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..errors import CheckerBug
from ..evaluate import take
from ..ir.program import Program
from . import slots as S
from .visited import COMPACT

if TYPE_CHECKING:
    from .search import NativeSearch

__all__ = ["path"]

Values = tuple[int, ...]
Words = tuple[int, ...]


def path(search: NativeSearch, state: int) -> list[int]:
    """The actions of a shortest run to ``state``."""
    states = _by_origins(search, state) if search.mode == COMPACT else _by_batches(search, state)
    values = [search.packing.unpack(words) for words in states]
    if search.quotient is not None:
        return search.quotient.run(values, search.symmetry.values)
    return [
        _action(search.program, before, after)
        for before, after in pairwise(values)
    ]


def _by_batches(search: NativeSearch, state: int) -> list[Words]:
    logs = [worker.batches[: int(worker.own[S.BATCHES])] for worker in search.workers]
    entries = np.concatenate(logs)
    entries = entries[np.argsort(entries[:, 0], kind="stable")]
    start = search.levels[0][0][0]
    states = [_words(search, state)]
    while state != start:
        # Entries that found nothing share their first number with the next: the last one counts.
        entry = int(np.searchsorted(entries[:, 0], state, side="right")) - 1
        first, many = int(entries[entry, 1]), int(entries[entry, 2])
        for parent in range(first, first + many):
            words = _words(search, parent)
            if states[-1] in search.expander.successors(words):
                state = parent
                states.append(words)
                break
        else:
            raise CheckerBug(f"no parent of state {state} is in its batch")
    return states[::-1]


def _by_origins(search: NativeSearch, state: int) -> list[Words]:
    start = search.levels[0][0][0]
    ordinals = []
    while state != start:
        block = search.blocks.origin_arrays[state >> S.BLOCK_BITS]
        origin = int(block[state & (S.BLOCK - 1)])
        ordinals.append(origin & 0xFFFFFF)
        state = origin >> 24
    states = [search.packing.pack(search.program.initial)]
    for ordinal in reversed(ordinals):
        states.append(search.expander.successors(states[-1])[ordinal])
    return states


def _words(search: NativeSearch, state: int) -> Words:
    return tuple(search.blocks.state(state).tolist())


def _action(program: Program, before: Values, after: Values) -> int:
    """The first action that leads from one state to the other, by the definition."""
    for number, action in enumerate(program.actions):
        if before[program.activities[action.activity].counter] != action.source:
            continue
        outcome = take(program, action, before)
        if outcome is not None and outcome.values == after:
            return number
    raise CheckerBug("machine code took a step that the definition does not know")
